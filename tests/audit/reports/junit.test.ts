import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { auditJunitOf } from '../../../conformance/audit/report/junit.ts';
import type { AuditReport } from '../../../conformance/audit/report.ts';
import { auditRules } from '../../../conformance/audit/rules/index.ts';
import { hostileReport, nothing, reports, sample } from './sample-reports.ts';

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
