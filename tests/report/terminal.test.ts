import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { lastLine, terminalOf } from '../../conformance/report/terminal.ts';
import {
  hostileReport,
  largeReport,
  sampleClause,
  sampleReport,
  unshowable,
} from './sample-report.ts';

describe('a report in the terminal', () => {
  it('leads with what was not exercised and why', () => {
    expect(terminalOf(sampleReport()).split('\n').slice(0, 5)).toEqual([
      'Not exercised: 2 of 6 clauses',
      '  ? 1 inconclusive: the target has no second tenant',
      '      acme/isolation',
      '  – 1 not-applicable: the target declares that it lacks this',
      '      acme/mail',
    ]);
  });

  it('ends with the counts and what the exit code means', () => {
    expect(terminalOf(sampleReport()).split('\n').at(-1)).toBe(
      '1 fail, 1 known-failure, 1 warn, 1 inconclusive, 1 not-applicable, 1 pass · exit 1: a documented clause fails',
    );
    expect(lastLine(sampleReport({ clauses: [], exitCode: 0 }))).toMatch(/^no clauses · exit 0/);
  });

  it('names the variables that the curl lines of its findings need', () => {
    expect(terminalOf(sampleReport())).toContain(
      "export DOUBLECHECK_PRIMARY='…'  # the whole value of the header x-auth-token",
    );
    expect(terminalOf(sampleReport({ findings: [] }))).not.toContain('export');
  });

  it('folds what passes, unless all is asked for', () => {
    const passed = 'acme/authentication/missing';
    expect(terminalOf(sampleReport())).not.toContain(passed);
    expect(terminalOf(sampleReport())).toContain('Authentication  1 pass');
    expect(terminalOf(sampleReport(), { verbose: true })).toContain(passed);
  });

  it('shows a finding with its clause, all that was expected, what came and how to see it again', () => {
    const text = terminalOf(sampleReport());
    expect(text).toContain('✗ 1. acme/tags/max-20');
    expect(text).toContain('Request body: What acme/tags/max-20 says.');
    expect(text).toContain('expected  400 VALIDATION_ERROR\n         or  422 VALIDATION_ERROR');
    expect(text).toContain('actual    201 with 21 tags');
    expect(text).toContain('   curl -i -X POST');
    expect(text).toContain('--replay coverage/acme/tags/max-20');
  });

  it('tells what to do with the baseline', () => {
    const baseline = { passingAgain: ['acme/a'], expired: ['acme/b'] };
    const text = terminalOf(sampleReport({ baseline }));
    expect(text).toContain('acme/a is in the baseline and passes again: remove it there.');
    expect(text).toContain("The baseline's entry for acme/b has expired.");
  });

  it('names few clauses of a large group, and counts the rest', () => {
    const text = terminalOf(largeReport());
    expect(text).toMatch(/and \d+ more \(--verbose\)/);
    expect(terminalOf(largeReport(), { verbose: true })).not.toContain('more (--verbose)');
  });

  it('makes one group of what no answer shows, whatever the reason of each', () => {
    const hidden = ['nobody can read it', 'it happens later'].map((because, index) =>
      sampleClause(`acme/c/${index}`, 'not-applicable', { reason: `not observable: ${because}` }),
    );
    expect(terminalOf(sampleReport({ clauses: hidden }))).toContain(
      '– 2 not-applicable: not observable\n',
    );
  });

  it('lets nothing through that drives a terminal', () => {
    for (const verbose of [true, false]) {
      const text = terminalOf(hostileReport(), { verbose });
      expect(unshowable.filter((character) => text.includes(character))).toEqual([]);
    }
  });

  it('says in colour what it says without', () => {
    const coloured = terminalOf(sampleReport(), { colour: true });
    expect(coloured).not.toBe(terminalOf(sampleReport()));
    expect(stripVTControlCharacters(coloured)).toBe(terminalOf(sampleReport()));
  });
});
