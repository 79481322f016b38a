import { InvalidArgumentError } from 'commander';
import { type Phase, phases } from '../conformance/report/report.ts';

/** Reads an option that is a whole number within bounds. */
export function wholeNumber(max: number, min = 0): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

export function nonEmpty(value: string): string {
  if (value !== '') return value;
  throw new InvalidArgumentError('It must not be empty.');
}

/** For an option that may be repeated. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

export function phaseNames(value: string, before: readonly Phase[]): readonly Phase[] {
  const phase = phases.find((known) => known === value);
  if (phase) return [...before, phase];
  throw new InvalidArgumentError(`It must be one of ${phases.join(', ')}.`);
}

export function shardText(value: string): string {
  const [, n, m] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(value) ?? [];
  if (n && Number(n) <= Number(m)) return value;
  throw new InvalidArgumentError('It must be n/m with n from 1 to m, such as 2/4.');
}

export function markerText(value: string): string {
  if (/^[a-z0-9]{1,16}$/.test(value)) return value;
  throw new InvalidArgumentError('It must be 1 to 16 small letters and digits.');
}

export function seconds(value: string): number {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= 3600) return number;
  throw new InvalidArgumentError('It must be a number of seconds, up to 3600.');
}
