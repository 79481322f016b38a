import { InvalidArgumentError } from 'commander';
import { sendOptionRules } from '../conformance/send/demand-send-options.ts';

export function requestRate(value: string): number {
  return kept(/^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN, 'rate');
}

export function caseCount(value: string): number {
  return kept(/^\d+$/.test(value) ? Number(value) : Number.NaN, 'concurrency');
}

/** What a library's caller is told of the same value. */
function kept(value: number, option: keyof typeof sendOptionRules): number {
  const { must, isKept } = sendOptionRules[option];
  if (isKept(value)) return value;
  throw new InvalidArgumentError(`It ${must}.`);
}
