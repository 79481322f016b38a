import { describe, expect, it } from 'vitest';
import { listChecks, OptionError, runConformance } from '../../conformance/index.ts';
import type { Phase } from '../../conformance/report/report.ts';
import type { RunOptions } from '../../conformance/run-options.ts';
import type { Target } from '../../conformance/target/target.ts';
import { describeConformance } from '../../conformance/vitest.ts';
import { loadProvider } from '../../specs/contract/load.ts';

const contract = loadProvider('midlyr');

/** Nobody is there: whatever is sent is seen as a run that could not be. */
const nobody: Target = {
  provider: 'midlyr',
  baseUrl: 'http://127.0.0.1:1',
  credentials: { primary: { tenant: 'team', header: 'Authorization', value: 'Bearer key' } },
  tenants: [{ id: 'team', settings: {}, entities: {} }],
  may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 10 },
};

const wrong: readonly [string, RunOptions, RegExp][] = [
  [
    'a clause that is none',
    { clauses: ['midlyr/external-ref/maxx'] },
    /^No clause of midlyr is called midlyr\/external-ref\/maxx\.\n {4}Did you mean midlyr\/external-ref\/max\?$/,
  ],
  ['a pattern of no clause', { clauses: ['midlyr/*', 'nope/*'] }, /nope\/\*\.\n.*clauses midlyr/],
  ['an empty pattern', { clauses: [''] }, /empty pattern.*\n {4}Give an id/],
  ['a level that is none', { level: 'sure' as 'assumed' }, /The option level is "sure"\.\n {4}It /],
  ['a level that no clause has', { level: 'observed' }, /No clause of midlyr is observed/],
  ['a phase that is none', { phases: ['cover' as Phase] }, /phase is "cover".\n {4}It must be one/],
  ['a shard beyond the last', { shard: '9/3' }, /shard is "9\/3"\.\n {4}It must be n\/m with/],
  ['a shard that is none', { shard: 'first' }, /n\/m/],
  ['a negative seed', { seed: -1 }, /seed is -1\.\n {4}It must be a whole number from 0/],
  ['a broken seed', { seed: 1.5 }, /whole number/],
  ['a seed that is no number', { seed: Number.NaN }, /whole number/],
  ['a marker with blanks', { marker: 'a b' }, /small letters and digits/],
  ['no requests', { maxRequests: 0 }, /whole number from 1/],
  ['no time', { timeout: 0 }, /milliseconds/],
];

/** What only shows once it is known which checks there are. */
const empty: readonly [string, RunOptions, RegExp][] = [
  ['a check that is none', { replay: 'createEvent/nope' }, /There is no check createEvent\/nope/],
  [
    'a phase with nothing of the clauses',
    { phases: ['races'], clauses: ['midlyr/external-ref/max'] },
    /No check of races is about midlyr\/external-ref\/max/,
  ],
];

describe.each([...wrong, ...empty])('%s', (_name, options, pattern) => {
  it('is refused by a run and a list', async () => {
    const errors = await Promise.all(
      [runConformance, listChecks].map((work) => work(contract, nobody, options).catch((e) => e)),
    );
    for (const error of errors) {
      expect(error).toBeInstanceOf(OptionError);
      expect(error.message).toMatch(pattern);
    }
  });
});

describe.each(wrong)('in vitest, %s', (_name, options, pattern) => {
  it('is refused where the tests are described', () => {
    const describing = () => describeConformance('midlyr', 'http://127.0.0.1:1', options);
    expect(describing).toThrow(pattern);
  });
});

it('options that make sense are taken', async () => {
  const options: RunOptions = {
    seed: 0,
    marker: 'a1',
    level: 'assumed',
    phases: ['coverage'],
    shard: '3/3',
    clauses: ['midlyr/*'],
  };
  expect((await listChecks(contract, nobody, options)).length).toBeGreaterThan(0);
  const preflight = await listChecks(contract, nobody, { replay: 'createEvent/preflight' });
  expect(preflight).toEqual([]);
});
