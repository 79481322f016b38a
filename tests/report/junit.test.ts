import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { junitOf } from '../../conformance/report/junit.ts';
import type { Report } from '../../conformance/report/report.ts';
import { hostile, hostileReport, largeReport, sampleReport } from './sample-report.ts';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** Parses strictly: whatever is not well-formed XML 1.0 throws. */
function parse(xml: string): Node {
  const parser = new SaxesParser();
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [suites] = root.children;
  if (!suites) throw new Error('the document is empty');
  return suites;
}

/** By test case: `passed`, or what it holds and its message. */
function outcomes(report: Report): Record<string, string> {
  const cases = parse(junitOf(report)).children.flatMap(({ children }) => children);
  return Object.fromEntries(
    cases.map(({ attributes, children: [child] }) => [
      attributes.name,
      child ? `${child.name}: ${child.attributes.message}` : 'passed',
    ]),
  );
}

describe('JUnit XML', () => {
  it('has a test case for each clause: only a pass is passed', () => {
    expect(outcomes(sampleReport())).toEqual({
      'acme/authentication/missing': 'passed',
      'acme/tags/max-20': 'failure: fail: 201 with 21 tags',
      'acme/tags/order': 'skipped: warn: 201 with 21 tags',
      'acme/isolation': 'skipped: inconclusive: the target has no second tenant',
      'acme/mail': 'skipped: not-applicable: the target declares that it lacks this',
      'acme/title/trimmed': 'skipped: known-failure: ticket 12',
    });
  });

  it('fails what warns and what was not exercised where the run is strict', () => {
    const strict = sampleReport({ selection: { clauses: [], phases: [], strict: true } });
    expect(outcomes(strict)).toMatchObject({
      'acme/tags/order': expect.stringMatching(/^failure: warn/),
      'acme/isolation': expect.stringMatching(/^failure: inconclusive/),
      'acme/mail': expect.stringMatching(/^skipped: /),
      'acme/title/trimmed': expect.stringMatching(/^skipped: /),
    });
  });

  it('counts what it holds', () => {
    const large = parse(junitOf(largeReport()));
    const cases = large.children.flatMap(({ children }) => children);
    const having = (name: string, of = cases) =>
      String(of.filter(({ children }) => children.some((child) => child.name === name)).length);
    expect(cases.length).toBeGreaterThanOrEqual(565);
    expect(large.attributes).toMatchObject({
      tests: String(cases.length),
      failures: having('failure'),
      errors: '0',
    });
    for (const { attributes, children } of large.children) {
      expect(attributes).toMatchObject({
        tests: String(children.length),
        failures: having('failure', children),
        skipped: having('skipped', children),
      });
    }
  });

  it('holds what a failure needs to be seen again', () => {
    const [, second] = parse(junitOf(sampleReport())).children;
    const failure = second?.children[0]?.children[0];
    expect(failure?.text).toContain(
      'Expected: 400 VALIDATION_ERROR\n      or: 422 VALIDATION_ERROR',
    );
    expect(failure?.text).toContain('--data-binary \'{"tags":["a"]}\'');
    expect(failure?.text).toContain('--replay coverage/acme/tags/max-20');
  });

  it('is well-formed whatever a server answers, and loses no text', () => {
    const suites = parse(junitOf(hostileReport()));
    const text = suites.children[0]?.children[0]?.children[0]?.text;
    expect(text).toContain('</script><script>alert(1)</script> ]]> <!-- -->');
    expect(text).toContain('\\u0000\\u0001\\u0008\\u000b\\u001b[31mred');
    expect(text?.replace(/\s+/g, ' ')).toContain(hostile.slice(-20));
  });

  it('has an error for a run that came to nothing, as its exit code says', () => {
    const stopped = { by: 'gone', message: 'It is gone.', mend: 'Start it.' } as const;
    const report = sampleReport({ stopped, exitCode: 3 });
    expect(outcomes(report)['the run comes to its end']).toBe('error: It is gone. Start it.');
    expect(parse(junitOf(report)).attributes).toMatchObject({ tests: '7', errors: '1' });
  });

  it.each([0, 1] as const)(
    'has no error for a run that was cut short and exits with %i',
    (code) => {
      const stopped = { by: 'max-requests', message: 'All used up.', mend: 'Raise it.' } as const;
      const suites = parse(junitOf(sampleReport({ stopped, exitCode: code })));
      expect(suites.attributes).toMatchObject({ tests: '7', failures: '1', errors: '0' });
      const own = suites.children.at(-1);
      expect(own?.attributes).toMatchObject({ tests: '1', errors: '0', skipped: '1' });
      const told = own?.children[0]?.children.map(({ name, attributes, text }) => [
        name,
        attributes.message ?? text,
      ]);
      expect(told).toEqual([
        ['skipped', 'All used up. Raise it.'],
        ['system-out', 'All used up. Raise it.'],
      ]);
    },
  );

  it('has an error for a baseline that is out of date', () => {
    const baseline = { passingAgain: ['acme/authentication/missing'], expired: [] };
    expect(outcomes(sampleReport({ baseline }))['the run comes to its end']).toMatch(
      /^error: acme\/authentication\/missing is in the baseline and passes again/,
    );
  });
});
