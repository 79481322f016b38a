import type { Phase } from '../report/report.ts';
import type { Session } from './session.ts';
import type { Check } from './verification.ts';

/**
 * A check of several steps.
 *
 * @example
 * check('sequences', 'idempotency/replay', [replay.clause], async (session) => { … });
 */
export function check(
  phase: Phase,
  name: string,
  clauses: readonly (string | undefined)[],
  run: (session: Session) => Promise<void>,
): Check {
  return {
    id: `${phase}/${name}`,
    phase,
    clauses: [...new Set(clauses.filter((clause) => clause !== undefined))],
    run,
  };
}

/** Says why some clauses cannot be seen at this target. */
export function unseen(name: string, reason: string, clauses: readonly string[]): Check {
  return check('coverage', name, clauses, async (session) => session.unseen(reason, ...clauses));
}
