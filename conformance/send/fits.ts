import type { Outcome, Step } from '../generate/case.ts';
import { carriesCode } from '../reading/code.ts';
import type { Answer, Reply } from '../wire/message.ts';

/** Whether an answer is an outcome: its status, or the class of it, and its code where one is said. */
export function fits({ status, code }: Outcome, answer: Answer): boolean {
  const isStatus =
    typeof status === 'number'
      ? answer.status === status
      : Math.floor(answer.status / 100) === Number(status[0]);
  return isStatus && (code === undefined || carriesCode(answer, code));
}

/** An outcome in words: `400 VALIDATION_ERROR`. */
export function outcomeText({ status, code }: Outcome): string {
  return code === undefined ? String(status) : `${status} ${code}`;
}

/** Whether an answer is allowed by its very status: then even a 429 or a 503 is one to the request. */
export function isNamed({ allowed, expected }: Step, answer: Answer): boolean {
  return [...expected, ...allowed].some(
    (outcome) => typeof outcome.status === 'number' && fits(outcome, answer),
  );
}

/** The verdict over the reply to a step. A long body that was cut off says nothing: its answer may be lost. */
export function verdictOf(
  { expected, allowed }: Step,
  { answer, silence }: Reply,
): 'pass' | 'warn' | 'fail' | 'inconclusive' {
  if (silence) return silence.kind === 'cut' ? 'inconclusive' : 'fail';
  if (expected.some((outcome) => fits(outcome, answer))) return 'pass';
  return allowed.some((outcome) => fits(outcome, answer)) ? 'warn' : 'fail';
}
