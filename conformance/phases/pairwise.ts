import type { Plan } from '../cases/change.ts';
import { type Pairs, pairsOf } from '../cases/pairs.ts';
import { isAccepted } from '../reading/exchange.ts';
import { blame } from '../suite/blame.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';

/** Optional fields in pairs; of a request that is refused, the field that is to blame is looked for. */
export function pairwiseChecks(plan: Plan): Check[] {
  return pairsOf(plan).map((pairs) => {
    const { id, expects } = pairs.recipe;
    return {
      id,
      phase: 'coverage',
      recipes: () => [pairs.recipe],
      clauses: expects.is === 'accepted' ? expects.clauses : [],
      shows: 'accepted',
      run: (session) => sendRow(session, pairs),
    };
  });
}

async function sendRow(session: Session, { recipe, form, features }: Pairs): Promise<void> {
  const draft = recipe.make(session.maker);
  if (!draft) return;
  const exchange = await session.send(draft);
  if (isAccepted(exchange)) session.accepted(exchange, []);
  else await blame(session, form, features);
}
