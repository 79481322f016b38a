import { valueAt } from '../../specs/contract/pointer.ts';
import { decidingWith } from './answers.ts';
import type { Change } from './defect.ts';

/**
 * An accepted answer shows something of the one before it.
 *
 * @param show puts what was there before into an answer that has something else at that place.
 */
export function showingPrevious(
  operation: string,
  at: readonly string[],
  show: (answer: object, before: object) => void,
): Change {
  return decidingWith(() => {
    const last = new Map<string, object>();
    return ({ operation: of, decision, facts }) => {
      if (of.operation.id !== operation || decision.outcome !== 'accepted') return undefined;
      const answer = JSON.parse(decision.body);
      const before = last.get(facts.sandbox);
      last.set(facts.sandbox, structuredClone(valueAt(answer, at) as object));
      if (before) show(answer, before);
      return { body: JSON.stringify(answer) };
    };
  });
}
