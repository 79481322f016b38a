import { InvalidArgumentError } from 'commander';
import { placeholderList, unknownPlaceholder } from '../testing/environment.ts';
import { type Trial, trials } from '../testing/trials.ts';
import type { AuditLimitOptions } from './audit-options.ts';

/** The options of `certify`. */
export interface CertifyCommandOptions extends AuditLimitOptions {
  readonly integration: string;
  readonly profile: readonly Trial[];
  readonly env: Readonly<Record<string, string>>;
  readonly seed?: number;
  readonly timeout?: number;
  readonly world: readonly string[];
  readonly strict?: boolean;
  readonly reports?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** One that is named twice is run once. */
export function trialNames(value: string, before: readonly Trial[]): readonly Trial[] {
  const found = trials.find((trial) => trial === value);
  if (found) return [...new Set([...before, found])];
  throw new InvalidArgumentError(`It must be one of ${trials.join(', ')}.`);
}

/** `NAME=text`. */
export function variable(
  value: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, text] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(value) ?? [];
  if (name === undefined || text === undefined)
    throw new InvalidArgumentError('It must be a name and a text, as API_URL={baseUrl}.');
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given twice.`);
  const unknown = unknownPlaceholder(text);
  if (unknown === undefined) return { ...before, [name]: text };
  throw new InvalidArgumentError(
    `${unknown} is none of ${placeholderList}. What is meant as it stands is set in the command itself.`,
  );
}
