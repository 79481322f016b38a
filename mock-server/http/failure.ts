import { readClock } from '../clock.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import { StoreFailure } from '../faults.ts';
import type { Seen } from '../journal/seen.ts';
import type { Service } from './service.ts';

/** The contract's own answer to a failure inside; what failed is for the journal and the log alone. */
export function failureOf(
  { log, realTime }: Service,
  operation: CompiledOperation,
  error: unknown,
  seen: Seen,
) {
  const isSimulated = error instanceof StoreFailure && error.simulated;
  if (isSimulated) seen.faults.push('store');
  else log.error({ err: error }, 'a request failed inside the double');
  const { clause, answers } = operation.failure;
  const clock = seen.facts?.state.clock ?? { offset: 0 };
  return {
    outcome: 'failed' as const,
    status: answers[0].status,
    headers: { ...answers[0].headers },
    body: operation.envelope(
      answers[0],
      answers[0].message,
      readClock(clock, seen.facts?.realTime ?? realTime()),
    ),
    clause,
    clauses: [clause],
    reason: error instanceof Error ? error.message : String(error),
  };
}
