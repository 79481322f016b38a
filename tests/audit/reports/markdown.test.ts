import { describe, expect, it } from 'vitest';
import { auditMarkdownOf } from '../../../conformance/audit/report/markdown.ts';
import { unshowable } from '../../report/sample-report.ts';
import { hostileReport, sample } from './sample-reports.ts';

describe('an audit in Markdown', () => {
  it('leads with the verdict, then with what had no occasion', () => {
    expect(auditMarkdownOf(sample()).match(/^##.*$/gm)).toEqual([
      '## Tickiti create ticket: The client breaks 3 rules',
      '### No occasion',
    ]);
  });

  it('has a row for each rule that was exercised, and what to do about those that are broken', () => {
    const page = auditMarkdownOf(sample());
    expect(page).toMatch(/^\| ✗ fail \| `key\/stable` \| A retry has the key .* \| 1 \| 1 \|$/m);
    expect(page.match(/<details>/g)).toHaveLength(3);
    expect(page).toContain('- advice: Make the key once');
  });

  it('is not led astray by what a client sends', () => {
    const page = auditMarkdownOf(hostileReport());
    const prose = page.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
    expect(prose).not.toMatch(/<(?!\/?(details|summary)>)/);
    expect(prose).not.toMatch(/\]\(http/);
    expect(prose.match(/^#+ .*$/gm)).toHaveLength(2);
    expect(unshowable.filter((character) => page.includes(character))).toEqual([]);
    for (const row of prose.split('\n').filter((line) => line.startsWith('| ✗')))
      expect(row.match(/\|/g)).toHaveLength(6);
    expect(page.length).toBeLessThan(100_000);
  });
});
