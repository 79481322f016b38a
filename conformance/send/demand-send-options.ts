import { OptionError } from '../option-error.ts';
import { type OptionRule, optionRules } from '../option-rules.ts';
import type { SendCasesOptions } from './result.ts';

const mostPerSecond = 100_000;
const mostAtOnce = 256;

/** The rules of the options of sending. */
export const sendOptionRules = {
  rate: {
    must: `must be a number of requests per second above 0, such as 5 or 0.5, up to ${mostPerSecond}`,
    isKept: (value) => typeof value === 'number' && value > 0 && value <= mostPerSecond,
  },
  concurrency: {
    must: `must be a whole number from 1 to ${mostAtOnce}`,
    isKept: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= mostAtOnce,
  },
  maxRequests: optionRules.maxRequests,
  timeout: optionRules.timeout,
} as const satisfies Readonly<Record<string, OptionRule>>;

/** @throws OptionError for a value that is none. */
export function demandSendOptions(options: SendCasesOptions): void {
  for (const name of Object.keys(sendOptionRules) as (keyof typeof sendOptionRules)[]) {
    const { must, isKept } = sendOptionRules[name];
    const value = options[name];
    if (value === undefined || isKept(value)) continue;
    throw new OptionError(`The option ${name} is ${JSON.stringify(value)}.`, `It ${must}.`);
  }
}
