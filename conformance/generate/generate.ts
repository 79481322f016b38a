import { createHash } from 'node:crypto';
import type { Contract } from '../../specs/contract/types.ts';
import { type Program, programsOf } from '../run/program.ts';
import { matchesPattern } from '../target/clause-pattern.ts';
import type { Target } from '../target/target.ts';
import type { Case, Kind } from './case.ts';
import { demandGenerateOptions, demandSome, type GenerateOptions } from './options.ts';
import { inOrder } from './order.ts';
import { type Planned, plannedCases } from './planned.ts';
import { randomCases } from './random.ts';
import { createUnique } from './unique.ts';

/** What `generateCases` will make. */
export interface Generation extends Iterable<Case> {
  /** The cases that are planned, by their labels: random ones follow them. */
  readonly plan: readonly Pick<Case, 'kind' | 'clauses' | 'violation' | 'varies'>[];
  /** The variables that they name, in the place of secrets. */
  readonly variables: ReadonlySet<string>;
  /** What there is to each operation. */
  readonly programs: readonly Program[];
  /** The clauses that they touch. */
  readonly clauses: ReadonlySet<string>;
}

/** How often a random case comes again under other names. */
const copies = 19;

/** After so many in a row that came before there are no others. */
const patience = 20_000;

/**
 * Makes labelled requests for a server of a contract: the whole coverage plan of the suite, in an order in
 * which the first cover the most, and then, where more are asked for, random ones without end. They are
 * made while they are taken, so a million cost no more memory than ten.
 *
 * @param target says what the cases may refer to and whose credentials there are; nothing is sent to it.
 * @returns cases that are the same for the same contract, target and options, each time they are iterated.
 * @throws OptionError for options that make no sense, or that leave no case.
 * @example
 * const cases = await generateCases(loadProvider('mava'), target, { count: 200, kinds: ['invalid'] });
 * for (const one of cases) console.log(one.id, one.steps[0].allowed);
 */
export async function generateCases(
  contract: Contract,
  target: Target,
  options: GenerateOptions = {},
): Promise<Generation> {
  const { seed = 1, count, unique = false } = options;
  const { marker = markerOf(seed) } = options;
  demandGenerateOptions(contract, options);
  const { programs } = await programsOf(contract, target, { seed, marker });
  const all = plannedCases(programs, target, { seed, marker }, (kind) => isWanted(kind, options));
  const chosen = inOrder(all.filter((one) => isAbout(one, options)));
  demandSome(contract, chosen, options);
  return {
    plan: chosen,
    variables: new Set(chosen.flatMap((one) => one.variables)),
    programs,
    clauses: new Set(chosen.flatMap((one) => one.clauses)),
    *[Symbol.iterator]() {
      const endless = both(
        chosen,
        randomCases(chosen, { seed, marker, copies: unique ? 0 : copies }),
      );
      const cases = unique ? withoutRepeats(endless, marker) : endless;
      yield* first(count ?? chosen.length, cases);
    },
  };
}

function isWanted(kind: Kind, { kinds = [] }: GenerateOptions): boolean {
  return kinds.length === 0 || kinds.includes(kind);
}

function isAbout({ clauses: own }: Planned, { clauses = [] }: GenerateOptions): boolean {
  const isNamed = (id: string) => clauses.some((pattern) => matchesPattern(pattern, id));
  return clauses.length === 0 || own.some(isNamed);
}

function* first(count: number, cases: Iterable<Case>): Generator<Case> {
  let left = count;
  for (const one of cases) {
    yield one;
    if (--left === 0) return;
  }
}

function* both(planned: readonly Planned[], random: Iterable<Case>): Generator<Case> {
  for (const one of planned) yield one.case;
  yield* random;
}

function* withoutRepeats(cases: Iterable<Case>, marker: string): Generator<Case> {
  const isNew = createUnique(marker);
  let repeats = 0;
  for (const one of cases) {
    repeats = isNew(one) ? 0 : repeats + 1;
    if (repeats === 0) yield one;
    if (repeats > patience) return;
  }
}

/** Letters and digits of its own for each seed: what two runs create are different things. */
function markerOf(seed: number): string {
  return createHash('sha256').update(`marker ${seed}`).digest('hex').slice(0, 6);
}
