import type { Contract } from '../specs/contract/types.ts';
import { OptionError } from './option-error.ts';
import { type OptionRule, optionRules } from './option-rules.ts';
import { chosenClauses, selectionOf } from './run/selection.ts';
import type { RunOptions } from './run-options.ts';
import { matchesPattern } from './target/clause-pattern.ts';
import { nearest } from './target/nearest.ts';

/**
 * Sees to it that options choose something: a slip of the pen would prove nothing, and call it no failure.
 *
 * @throws OptionError for a value that is none, and for clauses that the contract does not have.
 */
export function demandOptions(contract: Contract, options: RunOptions): void {
  const { phases = [], seed, marker, level, shard, maxRequests, timeout } = options;
  const given = { seed, marker, level, shard, maxRequests, timeout };
  for (const name of Object.keys(given) as (keyof typeof given)[])
    demandValue(name, given[name], optionRules[name]);
  for (const phase of phases) demandValue('phase', phase, optionRules.phase);
  for (const pattern of options.clauses ?? []) demandClause(contract, pattern);
  demandLevel(contract, options);
}

export function demandValue(name: string, value: unknown, { must, isKept }: OptionRule): void {
  if (value === undefined || isKept(value)) return;
  throw new OptionError(
    `The option ${name} is ${JSON.stringify(value) ?? String(value)}.`,
    `It ${must}.`,
  );
}

export function demandClause({ clauses, provider }: Contract, pattern: string): void {
  if ([...clauses.keys()].some((id) => matchesPattern(pattern, id))) return;
  if (pattern.trim() === '') {
    const mend = `Give an id, or a pattern such as ${provider}/response/*.`;
    throw new OptionError('An empty pattern names no clause.', mend);
  }
  const near = nearest(pattern, clauses.keys());
  const mend = near ? `Did you mean ${near}?` : `doublecheck clauses ${provider} lists them.`;
  throw new OptionError(`No clause of ${provider} is called ${pattern}.`, mend);
}

function demandLevel(contract: Contract, options: RunOptions): void {
  const isChosen = chosenClauses(contract, selectionOf(options));
  if (options.level === undefined || [...contract.clauses.keys()].some(isChosen)) return;
  const named = options.clauses?.join(', ') || contract.provider;
  throw new OptionError(
    `No clause of ${named} is ${options.level}.`,
    `doublecheck clauses ${contract.provider} --level ${options.level} lists those that are.`,
  );
}

/** A check, by the name that findings have for it. */
export interface ListedCheck {
  readonly id: string;
  readonly phase: string;
  readonly clauses: readonly string[];
}

/**
 * Sees to it that there is something to run: what options choose must meet somewhere.
 *
 * @param list the checks that options choose.
 * @throws OptionError for a check that there is not, and for phases in which nothing is about the clauses.
 */
export function demandChecks(
  { operations }: Contract,
  options: RunOptions,
  list: (options: RunOptions) => readonly ListedCheck[],
): void {
  // What one shard has nothing of may well be in another.
  const { shard: _, ...whole } = options;
  const { replay, phases = [], clauses = [] } = whole;
  if (list(whole).length > 0) return;
  if (replay !== undefined) {
    if (operations.some(({ id }) => replay === `${id}/preflight`)) return;
    const known = list({}).map(({ id }) => id);
    const near = nearest(replay, known);
    throw new OptionError(
      `There is no check ${replay}.${near ? ` Did you mean ${near}?` : ''}`,
      'doublecheck conform --list names them all.',
    );
  }
  if (phases.length === 0 || phases.includes('preflight') || clauses.length === 0) return;
  throw new OptionError(
    `No check of ${phases.join(', ')} is about ${clauses.join(', ')}.`,
    'doublecheck conform --list --clause … names those that are.',
  );
}
