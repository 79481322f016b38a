import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { otherPayloads } from '../cases/other-payloads.ts';
import { isDocumented } from '../cases/subject.ts';
import { type Exchange, isAccepted } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import type { Key } from './key.ts';
import { judgeReplay } from './key-replay.ts';

/** More than fit into a small cache of keys. */
const others = 64;

/** A key is known however much came after it: many other keys, and all requests of three phases. */
export function memoryChecks(declared: Idempotency, key: Key): Check[] {
  const { replay, conflict, expiry } = declared;
  const clauses = [replay.clause, ...('answers' in conflict ? [conflict.clause] : [])];
  const use = async (session: Session) => session.send(key.keyed(session));
  let early: Exchange | undefined;
  return [
    check('examples', 'idempotency/first-of-all', clauses, async (session) => {
      early = await use(session);
    }),
    // Before the sequences: those may move the clock beyond the key's life.
    check('properties', 'idempotency/first-of-all-again', clauses, async (session) => {
      const first = early ?? (await use(session));
      early = undefined;
      // A key that is said to live for minutes may end within a run.
      if ((expiry.after ?? longest) < longest) return;
      const isSaid = isDocumented(session.plan, expiry.clause);
      await judgeKnown(session, declared, key, first, isSaid ? undefined : expiry.clause);
    }),
    check('sequences', 'idempotency/after-many-keys', clauses, async (session) => {
      const first = await use(session);
      for (let i = 0; i < others; i++) await use(session);
      await judgeKnown(session, declared, key, first);
    }),
  ];
}

/** No run lasts longer, in seconds. */
const longest = 6 * 3600;

/** Its request is answered as before, and another payload with it is refused. */
async function judgeKnown(
  session: Session,
  declared: Idempotency,
  key: Key,
  first: Exchange,
  premise?: string,
): Promise<void> {
  const { replay, conflict } = declared;
  if (!isAccepted(first)) return;
  const [other] = otherPayloads(session.plan, first.draft);
  // The conflict first: a key that was forgotten would be taken by the replay.
  if (other && 'answers' in conflict) {
    const second = await session.send(other.draft, { isReplay: true });
    if (!session.refused(second, conflict, premise, [first])) return;
  }
  await judgeReplay(session, declared, key, first, first.draft, replay.clause, premise);
}
