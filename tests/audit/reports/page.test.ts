import { type DefaultTreeAdapterMap, parse as parseHtml } from 'parse5';
import { describe, expect, it } from 'vitest';
import { auditHtmlOf } from '../../../conformance/audit/report/html.ts';
import type { AuditReport } from '../../../conformance/audit/report.ts';
import { reports, sample } from './sample-reports.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** Every element of the page, in order; the page must be HTML without errors. */
function elementsOf(report: AuditReport): Element[] {
  const errors: string[] = [];
  const page = parseHtml(auditHtmlOf(report), { onParseError: ({ code }) => errors.push(code) });
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

describe.each(reports)('the page of %s', (_name, report) => {
  const elements = elementsOf(report);

  it('stands alone: it loads nothing, runs nothing, and forbids itself to', () => {
    const forbidden = ['link', 'img', 'iframe', 'object', 'embed', 'base', 'script'];
    for (const element of elements) {
      expect(forbidden).not.toContain(element.tagName);
      for (const { name, value } of element.attrs) {
        expect(name).not.toMatch(/^(src|srcset|action|on.*)$/);
        if (name === 'style') expect(value).toMatch(/^[a-z-]+:[\d.]+%?(;[a-z-]+:[\d.]+%)?$/);
      }
    }
    expect(tagged(elements, 'style').map(textOf).join()).not.toMatch(/@import|url\(|http/);
    const policy = tagged(elements, 'meta').find((meta) => attribute(meta, 'http-equiv'));
    expect(policy && attribute(policy, 'content')).toMatch(/^default-src 'none';/);
  });

  it('has a row for each rule, and an article for each finding', () => {
    const rows = elements.filter((element) => attribute(element, 'data-verdict'));
    expect(rows.map((row) => attribute(row, 'data-verdict'))).toEqual(
      report.rules.map(({ verdict }) => verdict),
    );
    expect(tagged(elements, 'article')).toHaveLength(report.findings.length);
  });

  it('has links that lead somewhere on it, and no id twice', () => {
    const ids = elements.map((element) => attribute(element, 'id')).filter(Boolean);
    expect(ids).toHaveLength(new Set(ids).size);
    for (const link of tagged(elements, 'a'))
      expect(ids).toContain(attribute(link, 'href')?.replace(/^#/, ''));
  });
});

describe('the page of an audit', () => {
  const elements = elementsOf(sample());

  it('leads with the verdict and the facts', () => {
    expect(tagged(elements, 'h1').map(textOf)).toEqual(['The client breaks 3 rules']);
    const facts = tagged(elements, 'dl').map(textOf)[0];
    expect(facts).toContain('Requests4');
    expect(facts).toContain('Intents2');
    expect(facts).toContain('Retried2');
  });

  it('shows the attempts of a finding, and which of them had one key', () => {
    const [table] = elements.filter((element) => attribute(element, 'class') === 'timeline');
    const rows = table?.childNodes.flatMap((part) =>
      part.nodeName === 'tbody' && 'childNodes' in part ? part.childNodes.map(textOf) : [],
    );
    expect(rows?.filter((row) => row.trim() !== '')).toEqual([
      '#1+0.000 sPOST /tickiti/api/create_ticketA 1f3c2d4e…0001no answerlost-answer0.012 s',
      '#2+0.200 sPOST /tickiti/api/create_ticketB 1f3c2d4e…0002200–0.012 s',
    ]);
    const pills = elements.filter((element) =>
      /^pill key-/.test(attribute(element, 'class') ?? ''),
    );
    expect(pills.slice(0, 2).map((pill) => attribute(pill, 'class'))).toEqual([
      'pill key-0',
      'pill key-1',
    ]);
  });

  it('says what to do, and what was sent and answered', () => {
    const [article] = tagged(elements, 'article').map(textOf);
    expect(article).toContain('AdviceMake the key once for each business event');
    expect(article).toContain('{"originator_email_address":"ada@example.com"');
  });
});
