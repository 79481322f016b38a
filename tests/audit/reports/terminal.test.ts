import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import { auditLastLine, auditTerminalOf } from '../../../conformance/audit/report/terminal.ts';
import { unshowable } from '../../report/sample-report.ts';
import { hostileReport, idsOf, lines, nothing, sample, tickiti } from './sample-reports.ts';

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
