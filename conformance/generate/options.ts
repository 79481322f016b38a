import type { Contract } from '../../specs/contract/types.ts';
import { demandClause, demandValue } from '../demand-options.ts';
import { OptionError } from '../option-error.ts';
import { optionRules } from '../option-rules.ts';
import type { Kind } from './case.ts';

/** Which cases are made, and how many. Values that make no sense are refused with an OptionError. */
export interface GenerateOptions {
  /** The same seed makes the same bytes; 1 by default. */
  readonly seed?: number;
  /** A few letters and digits in every name that is made up; they follow from the seed by default. */
  readonly marker?: string;
  /** How many; by default as many as the plan has. Beyond these, random ones follow. */
  readonly count?: number;
  readonly kinds?: readonly Kind[];
  /** Only cases that touch one of these clauses: ids, or patterns with `*`. */
  readonly clauses?: readonly string[];
  /** No case that sends what an earlier one sent, but for the names in it. */
  readonly unique?: boolean;
}

/** @throws OptionError for a value that is none, and for clauses that the contract does not have. */
export function demandGenerateOptions(contract: Contract, options: GenerateOptions): void {
  const { seed, marker, count, kinds = [], clauses = [] } = options;
  const given = { seed, marker, count };
  for (const name of Object.keys(given) as (keyof typeof given)[])
    demandValue(name, given[name], optionRules[name]);
  for (const kind of kinds) demandValue('kind', kind, optionRules.kind);
  for (const pattern of clauses) demandClause(contract, pattern);
}

/** @throws OptionError where the options leave no case. */
export function demandSome(
  { provider }: Contract,
  { length }: readonly unknown[],
  { kinds = [], clauses = [] }: GenerateOptions,
): void {
  if (length > 0) return;
  const asked = [
    ...kinds.map((kind) => `of the kind ${kind}`),
    ...clauses.map((id) => `about ${id}`),
  ];
  throw new OptionError(
    `There is no case for ${provider} ${asked.join(', ')}.`.replace('  ', ' '),
    clauses.length > 0
      ? 'No request can show it, or the target lacks what it takes. Without --kind there may be some.'
      : 'The target lacks what it takes: see doublecheck target check.',
  );
}
