import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../conformance/report/html/page.ts';
import type { Report } from '../../conformance/report/report.ts';
import { hostileReport, largeReport, sampleReport } from './sample-report.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** Every element of the page, in order; the page must be HTML without errors. */
function elementsOf(report: Report): Element[] {
  const errors: string[] = [];
  const page = parse(htmlOf(report), { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const walk = (node: Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ];
  return walk(page);
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((own) => own.name === name)?.value;
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function tagged(elements: readonly Element[], tag: string): Element[] {
  return elements.filter(({ tagName }) => tagName === tag);
}

const reports: [string, Report][] = [
  ['a small report', sampleReport()],
  ['a report of all the contracts', largeReport()],
  ['a hostile report', hostileReport()],
  ['an empty report', sampleReport({ clauses: [], findings: [], coverage: [], phases: [] })],
];

describe.each(reports)('the page of %s', (_name, report) => {
  const elements = elementsOf(report);

  it('stands alone: it loads nothing', () => {
    for (const element of elements) {
      expect(['link', 'img', 'iframe', 'object', 'embed', 'base']).not.toContain(element.tagName);
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(/^(src|srcset|action|on.*)$/);
        if (name === 'href') expect(value).toMatch(/^#/);
        if (name === 'style') expect(value).not.toMatch(/url\(/);
      }
    }
    for (const style of tagged(elements, 'style')) {
      expect(textOf(style)).not.toMatch(/@import|url\(|http/);
    }
    expect(tagged(elements, 'script')).toHaveLength(1);
    expect(tagged(elements, 'script').map(textOf).join()).not.toMatch(/fetch|http|import|alert/);
  });

  it('forbids itself to load anything', () => {
    const policy = tagged(elements, 'meta').find(
      (meta) => attribute(meta, 'http-equiv') === 'Content-Security-Policy',
    );
    expect(policy && attribute(policy, 'content')).toMatch(/^default-src 'none';/);
  });

  it('has a row and a cell for each clause, once', () => {
    const rows = elements.filter(
      (element) => attribute(element, 'data-verdict') && element.tagName === 'tr',
    );
    const cells = elements.filter((element) => attribute(element, 'class')?.startsWith('cell '));
    expect(rows.map((row) => attribute(row, 'data-verdict')).sort()).toEqual(
      report.clauses.map(({ verdict }) => verdict).sort(),
    );
    expect(rows).toHaveLength(report.clauses.length);
    expect(cells).toHaveLength(report.clauses.length);
    expect(new Set(rows.map((row) => attribute(row, 'id'))).size).toBe(rows.length);
  });

  it('has links that lead somewhere on it', () => {
    const ids = new Set(elements.map((element) => attribute(element, 'id')));
    const lost = tagged(elements, 'a')
      .map((link) => decodeURIComponent(attribute(link, 'href')?.slice(1) ?? ''))
      .filter((id) => !ids.has(id));
    // A finding may rest on a clause that was not chosen, or on none that there is.
    const premises = report.findings.map(({ premise }) => premise);
    expect(lost.length).toBeLessThanOrEqual(premises.filter(Boolean).length);
  });

  it('has no id twice', () => {
    const ids = elements.map((element) => attribute(element, 'id')).filter(Boolean);
    expect(ids).toHaveLength(new Set(ids).size);
  });
});

describe('the page', () => {
  it('leads with the verdict, and then with what was not exercised', () => {
    const elements = elementsOf(sampleReport());
    const headings = elements.filter(({ tagName }) => /^h[12]$/.test(tagName)).map(textOf);
    expect(headings.slice(0, 3)).toEqual([
      '1 documented clause fails',
      'Not exercised: 2 of 6 clauses',
      'Clauses by section',
    ]);
  });

  it('shows a finding with all that was expected, and lines to paste', () => {
    const elements = elementsOf(sampleReport());
    const [card] = tagged(elements, 'article');
    const text = card ? textOf(card) : '';
    expect(text).toContain('400 VALIDATION_ERROR or 422 VALIDATION_ERROR');
    expect(text).toContain('201 with 21 tags');
    const codes = tagged(elements, 'code').map(textOf);
    expect(codes).toContain(sampleReport().findings[0]?.exchanges[0]?.curl);
    expect(codes).toContain(sampleReport().findings[0]?.replay);
  });

  it('says of a constraint that one side of it was never sent', () => {
    const rows = tagged(elementsOf(sampleReport()), 'tr').map(textOf);
    expect(rows).toContain('/subjectminLength3never');
    expect(rows).toContain('/tagsmaxItems124');
  });

  it('tells of a run that was stopped', () => {
    const stopped = { by: 'aborted', message: 'Ctrl-C.', mend: 'Run it again.' } as const;
    const text = elementsOf(sampleReport({ stopped })).map(textOf)[0];
    expect(text).toContain('Stopped (aborted). Ctrl-C. Run it again.');
  });
});
