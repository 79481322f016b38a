import { InvalidArgumentError } from 'commander';
import { type Trial, trials } from '../testing/trials.ts';

export function trialNames(value: string, before: readonly Trial[]): readonly Trial[] {
  const found = trials.find((trial) => trial === value);
  if (found) return [...before, found];
  throw new InvalidArgumentError(`It must be one of ${trials.join(', ')}.`);
}

/** `NAME=text`. */
export function variable(
  value: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, text] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(value) ?? [];
  if (name !== undefined && text !== undefined) return { ...before, [name]: text };
  throw new InvalidArgumentError('It must be a name and a text, as API_URL={baseUrl}.');
}
