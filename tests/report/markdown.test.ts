import { describe, expect, it } from 'vitest';
import { markdownOf } from '../../conformance/report/markdown.ts';
import {
  hostileReport,
  largeReport,
  sampleClause,
  sampleReport,
  unshowable,
} from './sample-report.ts';

describe('Markdown', () => {
  it('leads with the verdict, then with what was not exercised, then with what does not hold', () => {
    const headings = markdownOf(sampleReport()).match(/^##.*$/gm);
    expect(headings).toEqual([
      '## Acme tickets: 1 documented clause fails',
      '### Not exercised',
      '### Clauses that do not hold',
    ]);
  });

  it('names the clauses by reason, and does not list those that pass', () => {
    const page = markdownOf(sampleReport());
    expect(page).toContain(
      '| inconclusive | the target has no second tenant | 1 | `acme/isolation` |',
    );
    expect(page).not.toContain('acme/authentication/missing');
  });

  it('stays short when there is much to tell', () => {
    const page = markdownOf(largeReport());
    expect(page.length).toBeLessThan(60_000);
    expect(page.match(/<details>/g)?.length).toBeLessThanOrEqual(20);
  });

  it('counts what it leaves out', () => {
    const clauses = Array.from({ length: 25 }, (_, index) =>
      sampleClause(`acme/c/${index}`, 'inconclusive', { reason: 'no second tenant' }),
    );
    expect(markdownOf(sampleReport({ clauses }))).toContain(', and 5 more |');
  });

  it('is not led astray by what a server answers', () => {
    const page = markdownOf(hostileReport());
    const prose = page.replace(/^(`{3,})sh\n[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
    expect(prose).not.toMatch(/<(?!\/?(details|summary|b)>)/);
    expect(prose).not.toMatch(/(?<!\\)\]\(http/);
    expect(prose.match(/^#+ .*$/gm)).toHaveLength(3);
    expect(unshowable.filter((character) => page.includes(character))).toEqual([]);
    for (const row of prose.split('\n').filter((line) => line.startsWith('| ✗'))) {
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    }
  });
});
