import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type DefaultTreeAdapterMap, parse as parseHtml } from 'parse5';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import type { JournalLine } from '../../conformance/audit/journal-line.ts';
import { defaultLimits } from '../../conformance/audit/limits.ts';
import { auditHtmlOf } from '../../conformance/audit/report/html.ts';
import { auditJsonOf } from '../../conformance/audit/report/json.ts';
import { auditJunitOf } from '../../conformance/audit/report/junit.ts';
import { auditMarkdownOf } from '../../conformance/audit/report/markdown.ts';
import { auditReportSchema } from '../../conformance/audit/report/schema.ts';
import { auditLastLine, auditTerminalOf } from '../../conformance/audit/report/terminal.ts';
import { type AuditReport, auditVerdicts, type Evidence } from '../../conformance/audit/report.ts';
import { auditRules } from '../../conformance/audit/rules/index.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { hostile, unshowable } from '../report/sample-report.ts';

const tickiti = loadProvider('tickiti');
const start = Date.parse('2026-11-22T09:00:00Z');
const keys = {
  first: '1f3c2d4e-0000-4000-8000-000000000001',
  second: '1f3c2d4e-0000-4000-8000-000000000002',
};

interface Sent {
  /** Seconds since the journal began. */
  readonly at: number;
  readonly key?: string;
  readonly subject: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly trouble?: string;
  readonly hungUp?: 'server';
}

/** A line as somebody between a client and Tickiti would have written it. */
function lineOf({ at, key, subject, status = 200, headers = {}, trouble, hungUp }: Sent) {
  const body = JSON.stringify({
    originator_email_address: 'ada@example.com',
    data: { subject, content: 'It rains in.' },
  });
  const line: JournalLine = {
    provider: 'tickiti',
    operation: 'createTicket',
    began: new Date(start + at * 1000).toISOString(),
    ended: new Date(start + at * 1000 + 12).toISOString(),
    request: {
      method: 'POST',
      path: '/tickiti/api/create_ticket',
      headers: {
        authorization: '[redacted]',
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body,
      size: Buffer.byteLength(body),
    },
    answer: { status, headers, body: status === 200 ? '{}' : 'Bad gateway' },
    hungUp,
    credential: 'acme/primary',
    outcome: status === 200 ? 'accepted' : 'refused',
    troubles: trouble === undefined ? undefined : [trouble],
  };
  return line;
}

/** A client that makes a new key for each attempt, and does not wait as long as it is asked to. */
const lines = [
  lineOf({ at: 0, key: keys.first, subject: 'Roof', trouble: 'lost-answer', hungUp: 'server' }),
  lineOf({ at: 0.2, key: keys.second, subject: 'Roof' }),
  lineOf({
    at: 1,
    key: 'c0000000-0000-4000-8000-000000000003',
    subject: 'Door',
    status: 503,
    headers: { 'retry-after': '1' },
    trouble: 'gateway',
  }),
  lineOf({ at: 1.3, key: 'c0000000-0000-4000-8000-000000000003', subject: 'Door' }),
];

function sample(parts: Partial<AuditReport> = {}): AuditReport {
  return { ...auditClient(tickiti, lines, { source: 'journal.jsonl' }), ...parts };
}

/** One whose every text breaks what does not escape it. */
function hostileReport(): AuditReport {
  const { rules, findings, ...rest } = sample();
  const evidence = (at: number): Evidence => ({
    entry: at + 1,
    at,
    seconds: 0.5,
    request: `POST ${hostile}`,
    key: `${'k'.repeat(5000)}${hostile}`,
    body: hostile,
    status: null,
    answer: hostile,
    troubles: [hostile],
  });
  return {
    ...rest,
    title: hostile,
    source: hostile,
    rules: rules.map((rule) => ({
      ...rule,
      id: `${rule.id} ${hostile}`,
      section: `${rule.section} ${hostile}`,
      text: hostile,
      ...(rule.reason !== undefined && { reason: hostile }),
    })),
    findings: findings.map((finding) => ({
      ...finding,
      rule: `${finding.rule} ${hostile}`,
      text: hostile,
      actual: hostile,
      advice: hostile,
      clauses: [hostile],
      evidence: Array.from({ length: 40 }, (_, index) => evidence(index)),
    })),
  };
}

const nothing = auditClient(tickiti, [], { source: 'empty.jsonl' });

const reports: [string, AuditReport][] = [
  ['a client that breaks rules', sample()],
  ['a client that breaks none', auditClient(tickiti, lines.slice(3))],
  ['a hostile client', hostileReport()],
  ['a client that sent nothing', nothing],
];

function idsOf({ rules }: AuditReport, verdict: string): string[] {
  return rules.filter((rule) => rule.verdict === verdict).map(({ id }) => id);
}

it('has a sample that is what the other tests take it for', () => {
  expect(idsOf(sample(), 'fail')).toEqual([
    'key/stable',
    'back-off/retry-after',
    'outcome/one-ticket',
  ]);
  expect(nothing.exitCode).toBe(3);
});

describe('an audit in the terminal', () => {
  const text = auditTerminalOf(sample());

  it('shows each rule that is broken, by section, and folds those that are kept unless all is asked for', () => {
    expect(text).toMatch(
      /^Back-off {2}1 fail, .*\n {2}✗ fail {2}back-off\/retry-after {2,}Retry-After is honoured\.$/m,
    );
    expect(text).not.toContain('request/valid');
    expect(auditTerminalOf(sample(), { verbose: true })).toMatch(/^ {2}✓ pass {2}request\/valid/m);
  });

  it('groups the rules that had no occasion by what would give one', () => {
    expect(text).toMatch(/^No occasion: \d+ of \d+ rules$/m);
    expect(text).toMatch(
      / {2}\? \d+ inconclusive: .* the profile flaky .*\n {6}answer\/unknown-field: /,
    );
  });

  it('shows what the client did as a timeline, with the advice', () => {
    expect(text).toContain(
      [
        '   #1  +0.000 s  POST /tickiti/api/create_ticket  key A 1f3c2d4e…0001  → no answer (lost-answer)  0.012 s',
        '   #2  +0.200 s  POST /tickiti/api/create_ticket  key B 1f3c2d4e…0002  → 200                      0.012 s',
      ].join('\n'),
    );
    expect(text).toMatch(/→ 503 \(gateway\) {2}0\.012 s\n.*→ 200 /);
    expect(text).toContain('   advice    Make the key once for each business event');
  });

  it('shows what was sent and answered where all is asked for', () => {
    expect(text).not.toContain('Bad gateway');
    expect(auditTerminalOf(sample(), { verbose: true })).toContain('answered  Bad gateway');
  });

  it('shows some attempts of many, and counts the rest', () => {
    const long = auditTerminalOf(hostileReport());
    expect(long).toContain('and 28 more, which the JSON has');
  });

  it('ends with the counts and what the exit code means', () => {
    const last = text.split('\n').at(-1);
    expect(last).toBe(auditLastLine(sample()));
    expect(last).toMatch(
      /^3 fail, \d+ inconclusive, .*\d+ pass · exit 1: the client breaks a rule$/,
    );
    expect(auditLastLine(nothing)).toMatch(/ · exit 3: there was nothing to judge$/);
    expect(auditLastLine(auditClient(tickiti, lines.slice(3)))).toMatch(
      /exit 0: no rule is broken$/,
    );
    expect(auditLastLine(auditClient(tickiti, lines.slice(3), { strict: true }))).toMatch(
      /exit 1: strict, and a rule warns or had no occasion$/,
    );
  });

  it('lets nothing through that drives a terminal or looks like a line of its own', () => {
    const raw = auditTerminalOf(hostileReport(), { verbose: true });
    expect(unshowable.filter((character) => raw.includes(character))).toEqual([]);
    expect(raw).not.toMatch(/^# heading/m);
  });

  it('says in colour what it says without', () => {
    const coloured = auditTerminalOf(sample(), { colour: true });
    expect(coloured).not.toBe(text);
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });
});

/** The schema, refusing what it does not list: so that it lists all that the type has. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const own = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return 'properties' in schema ? { ...own, additionalProperties: false } : own;
}

describe('an audit in JSON', () => {
  it.each(reports)(
    'is what the schema describes, and reads back as it was: %s',
    (_name, report) => {
      const read = JSON.parse(auditJsonOf(report));
      const validate = createAjv({ allErrors: true }).compile(closed(auditReportSchema) as object);
      validate(read);
      expect(validate.errors).toBeNull();
      expect(read).toEqual(report);
    },
  );

  it.each([
    ['another format', { format: 2 }],
    ['a verdict that is none', { rules: [{ ...sample().rules[0], verdict: 'passed' }] }],
    ['a rule without a text', { rules: [{ ...sample().rules[0], text: undefined }] }],
  ])('is not just anything: %s', (_name, parts) => {
    const validate = createAjv().compile(auditReportSchema);
    expect(validate(JSON.parse(JSON.stringify({ ...sample(), ...parts })))).toBe(false);
  });
});

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Tag[];
  text: string;
}

/** Parses strictly: whatever is not well-formed XML 1.0 throws. */
function suitesOf(report: AuditReport): Tag {
  const parser = new SaxesParser();
  const root: Tag = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const tag: Tag = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(tag);
    open.push(tag);
  });
  parser.on('text', (text) => {
    const tag = open.at(-1);
    if (tag) tag.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(auditJunitOf(report)).close();
  return root.children[0] as Tag;
}

/** By test case: `passed`, or what it holds and its message. */
function outcomes(report: AuditReport): Record<string, string> {
  const cases = suitesOf(report).children.flatMap(({ children }) => children);
  return Object.fromEntries(
    cases.map(({ attributes, children: [child] }) => [
      attributes.name,
      child ? `${child.name}: ${child.attributes.message}` : 'passed',
    ]),
  );
}

describe('an audit in JUnit XML', () => {
  it('has a test case for each rule, and a suite for each section', () => {
    expect(Object.keys(outcomes(sample()))).toEqual(auditRules.map(({ id }) => id));
    expect(suitesOf(sample()).children.map(({ attributes }) => attributes.name)).toEqual(
      [...new Set(auditRules.map(({ section }) => section))].map((name) => `tickiti: ${name}`),
    );
  });

  it('passes what was seen to be kept, and skips what had no occasion', () => {
    expect(outcomes(sample())).toMatchObject({
      'request/valid': 'passed',
      'key/stable': expect.stringMatching(/^failure: fail: a retry came with another key/),
      'answer/unknown-field': expect.stringMatching(/^skipped: inconclusive: .*flaky/),
      'load/limit': expect.stringMatching(/^skipped: /),
    });
  });

  it('fails what warns and what had no occasion where the audit is strict', () => {
    const [rule] = sample().rules;
    const warned = sample({
      rules: [{ ...(rule as (typeof auditRules)[number] & typeof rule), verdict: 'warn' }],
    });
    expect(outcomes(warned)).toEqual({ 'request/valid': 'skipped: warn' });
    expect(outcomes({ ...warned, strict: true })).toEqual({ 'request/valid': 'failure: warn' });
    expect(outcomes(sample({ strict: true }))['answer/unknown-field']).toMatch(/^failure: inc/);
  });

  it.each(reports)('counts what it holds: %s', (_name, report) => {
    const suites = suitesOf(report);
    const having = (name: string, tests: readonly Tag[]) =>
      String(tests.filter(({ children: [child] }) => child?.name === name).length);
    const all = suites.children.flatMap(({ children }) => children);
    expect(suites.attributes).toMatchObject({
      tests: String(all.length),
      failures: having('failure', all),
      errors: having('error', all),
    });
    for (const { attributes, children } of suites.children)
      expect(attributes).toMatchObject({
        tests: String(children.length),
        failures: having('failure', children),
        skipped: having('skipped', children),
        errors: having('error', children),
      });
  });

  it('has one error for an audit that had nothing to judge', () => {
    expect(suitesOf(nothing).attributes).toMatchObject({ errors: '1', failures: '0' });
    expect(outcomes(nothing)['there is something to judge']).toMatch(
      /^error: There was nothing to judge: no request is in empty\.jsonl$/,
    );
  });

  it('is well-formed whatever a client sends, and loses no text', () => {
    const [failure] = suitesOf(hostileReport())
      .children.flatMap(({ children }) => children)
      .flatMap(({ children }) => children)
      .filter(({ name, text }) => name === 'failure' && text !== '');
    expect(failure?.text).toContain('</script><script>alert(1)</script> ]]> <!-- -->');
    expect(failure?.text).toContain('\\u001b[31mred');
  });
});

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

describe('docs/audit.md', () => {
  const text = readFileSync(path.join(packageRoot, 'docs', 'audit.md'), 'utf8');

  /** The cells of the tables whose head begins so. */
  const rowsOf = (head: string) => {
    const [, table = ''] = text.split(head);
    const [rows = ''] = table.split('\n\n');
    return rows
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| ?| ?\|$/g, '')));
  };

  it('has the rules as they are', () => {
    expect(rowsOf('| rule | what the client does')).toEqual(
      auditRules.map(({ id, text: says, advice, exercisedBy }) => [
        `\`${id}\``,
        says,
        advice,
        `\`${exercisedBy}\``,
      ]),
    );
  });

  it('has the limits as they are', () => {
    const known = rowsOf('| limit |').map(([name, value]) => [
      name?.replaceAll('`', ''),
      Number(value),
    ]);
    expect(Object.fromEntries(known)).toEqual(defaultLimits);
  });

  it('names every property and every verdict', () => {
    const names = [...propertiesOf(auditReportSchema), ...auditVerdicts];
    expect([...new Set(names)].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Every property that a schema names, however deep. */
function propertiesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: object };
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), ...Object.values(rest)].flatMap(propertiesOf),
  ];
}
