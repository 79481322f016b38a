import type { Level } from '../specs/contract/types.ts';
import { kinds } from './generate/case.ts';
import { phases } from './report/report.ts';

/** What the value of an option has to be, and the words for it. */
export interface OptionRule {
  readonly must: string;
  readonly isKept: (value: unknown) => boolean;
}

/** What the generator of values takes. */
const maxSeed = 2 ** 31 - 1;
const maxRequestsAtMost = 10_000_000;
const casesAtMost = 1_000_000_000;
const hour = 3_600_000;
const levels: readonly Level[] = ['documented', 'assumed', 'observed'];

/** The rules of the options whose value is wrong or right whatever the contract is. */
export const optionRules = {
  seed: {
    must: `must be a whole number from 0 to ${maxSeed}`,
    isKept: isWholeFrom(0, maxSeed),
  },
  marker: {
    must: 'must be 1 to 16 small letters and digits',
    isKept: (value) => typeof value === 'string' && /^[a-z0-9]{1,16}$/.test(value),
  },
  level: {
    must: `must be one of ${levels.join(', ')}`,
    isKept: (value) => levels.some((known) => known === value),
  },
  phase: {
    must: `must be one of ${phases.join(', ')}`,
    isKept: (value) => phases.some((known) => known === value),
  },
  shard: { must: 'must be n/m with n from 1 to m, such as 2/4', isKept: isShard },
  maxRequests: {
    must: `must be a whole number from 1 to ${maxRequestsAtMost}`,
    isKept: isWholeFrom(1, maxRequestsAtMost),
  },
  count: {
    must: `must be a whole number from 1 to ${casesAtMost}`,
    isKept: isWholeFrom(1, casesAtMost),
  },
  kind: {
    must: `must be one of ${kinds.join(', ')}`,
    isKept: (value) => kinds.some((known) => known === value),
  },
  timeout: {
    must: 'must be milliseconds above 0, an hour at most',
    isKept: (value) => typeof value === 'number' && value > 0 && value <= hour,
  },
} as const satisfies Readonly<Record<string, OptionRule>>;

function isWholeFrom(min: number, max: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}

function isShard(value: unknown): boolean {
  const [, n, m] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(String(value)) ?? [];
  return n !== undefined && Number(n) <= Number(m);
}
