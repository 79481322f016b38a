import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { freshValue, judgeSame, type Looked, lookUp } from './lookup.ts';

/** What was made, and the key that finds it. */
interface Kept {
  readonly value: string;
  readonly looked: Looked;
  /** How many the run had created by then. */
  readonly created: number;
}

/** In a whole run more than `far` are created in between; in a part of it these others are. */
const far = 200;
const others = 50;

/** What is made when the sequences begin is still found when all else is over. */
export function memoryChecks(declared: FindOrCreate): Check[] {
  const { to, by, clause } = declared;
  const kept = new Map<string, Kept>();
  const clauses = by.map((one) => one.clause);
  return [
    check('sequences', `${to}/kept`, clauses, (session) => keep(session, declared, kept)),
    check('limits', `${to}/still-found`, clauses, async (session) => {
      if (kept.size === 0) await keep(session, declared, kept);
      await goFar(session, declared, kept);
      for (const one of by) {
        const { value, looked } = kept.get(one.field) ?? {};
        if (value === undefined) continue;
        const later = await lookUp(session, declared, { [one.field]: value });
        judgeSame(session, looked, later, true, one.clause, to);
      }
      if (kept.size === 0) session.unseen(`no ${to} could be made`, clause);
    }),
  ];
}

async function keep(
  session: Session,
  declared: FindOrCreate,
  kept: Map<string, Kept>,
): Promise<void> {
  for (const one of declared.by) {
    const value = freshValue(session, one);
    const looked = await lookUp(session, declared, { [one.field]: value });
    if (looked) kept.set(one.field, { value, looked, created: session.courier.created });
  }
}

/** Creates others where not much came in between. */
async function goFar(
  session: Session,
  declared: FindOrCreate,
  kept: ReadonlyMap<string, Kept>,
): Promise<void> {
  const [one] = declared.by;
  const [first] = kept.values();
  if (!one || !first || session.courier.created - first.created > far) return;
  for (let i = 0; i < others; i++)
    await lookUp(session, declared, { [one.field]: freshValue(session, one) });
}
