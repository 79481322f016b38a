import { InvalidArgumentError } from 'commander';
import type { Kind } from '../conformance/generate/case.ts';
import { type OptionRule, optionRules } from '../conformance/option-rules.ts';
import type { Phase } from '../conformance/report/report.ts';

export function nonEmpty(value: string): string {
  if (value !== '') return value;
  throw new InvalidArgumentError('It must not be empty.');
}

/** For an option that may be repeated. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

export function phaseNames(value: string, before: readonly Phase[]): readonly Phase[] {
  return [...before, kept(value, optionRules.phase) as Phase];
}

export function shardText(value: string): string {
  return kept(value, optionRules.shard);
}

export function markerText(value: string): string {
  return kept(value, optionRules.marker);
}

export function seedNumber(value: string): number {
  return numberOf(value, optionRules.seed);
}

export function kindNames(value: string, before: readonly Kind[]): readonly Kind[] {
  return [
    ...before,
    ...value.split(',').map((kind) => kept(kind.trim(), optionRules.kind) as Kind),
  ];
}

export function caseCount(value: string): number {
  return numberOf(value, optionRules.count);
}

export function requestCount(value: string): number {
  return numberOf(value, optionRules.maxRequests);
}

/** What a library's caller is told of the same value. */
function kept<T>(value: T, { must, isKept }: OptionRule): T {
  if (isKept(value)) return value;
  throw new InvalidArgumentError(`It ${must}.`);
}

/** `1e3` and `0x10` are numbers, but hardly meant. */
function numberOf(value: string, rule: OptionRule): number {
  return kept(/^\d+$/.test(value) ? Number(value) : Number.NaN, rule);
}

export function seconds(value: string): number {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= 3600) return number;
  throw new InvalidArgumentError('It must be a number of seconds, up to 3600.');
}

export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}
