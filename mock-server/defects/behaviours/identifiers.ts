import type { Identifiers } from '../../../specs/behaviours/identifiers.ts';
import { parsePointer, setAt, valueAt } from '../../../specs/contract/pointer.ts';
import type { Behaviour } from '../../../specs/contract/types.ts';
import { type Change, type DefectsOf, defect } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { behavioursIn } from '../draft.ts';

/** The answer shows an id that another ticket has. What is stored has one of its own, or it would be a failure. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<Identifiers>(contract, 'identifiers').flatMap(({ of }) =>
    of.flatMap(({ at, clause }) => [
      defect(
        clause,
        `every-third-${kebab(at)}-repeats`,
        repeating(at, (count) => count % 3 === 0),
      ),
      defect(
        clause,
        `second-${kebab(at)}-repeats`,
        repeating(at, (count) => count === 2),
      ),
    ]),
  );

/** The nth answer of each sandbox shows the id of the one before, if it is to. */
function repeating(at: string, isRepeated: (count: number) => boolean): Change {
  const path = parsePointer(at);
  return {
    of: 'steps',
    wrap(inner) {
      const last = new Map<string, { count: number; id: unknown }>();
      return {
        ...inner,
        decide(operation, request, facts, now, mint) {
          const decision = inner.decide(operation, request, facts, now, mint);
          const body = JSON.parse(decision.body);
          const gives = operation.operation.behaviours.some((one) => givesIdAt(one, at));
          if (decision.outcome !== 'accepted' || !gives) return decision;

          const before = last.get(facts.sandbox) ?? { count: 0, id: undefined };
          const count = before.count + 1;
          if (before.id !== undefined && isRepeated(count)) setAt(body, path, before.id);
          last.set(facts.sandbox, { count, id: valueAt(body, path) });
          return { ...decision, body: JSON.stringify(body) };
        },
      };
    },
  };
}

function givesIdAt(behaviour: Behaviour, at: string): boolean {
  return (
    behaviour.kind === 'identifiers' && (behaviour as Identifiers).of.some((id) => id.at === at)
  );
}
