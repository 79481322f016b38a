import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Draft } from '../cases/draft.ts';
import { type Exchange, isAccepted, isRefused, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { isSameCreation, type Key, telling } from './key.ts';
import { keyPairs } from './key-pairs.ts';

/** Which keys are one key: those of a tenant, letter by letter. */
export function identityChecks(declared: Idempotency, key: Key): Check[] {
  const { comparison, distinct = comparison, scope } = declared;
  const isUuid = declared.key.in === 'header' && declared.key.format === 'uuid';
  const compared = isUuid
    ? [
        check('sequences', 'idempotency/near-misses', [comparison.clause], (session) =>
          judgePair(session, declared, key, capitals(key.fresh(session)), comparison.clause),
        ),
      ]
    : [
        pairsCheck('writings', 'idempotency/near-misses', declared, key, comparison.clause),
        pairsCheck('values', 'idempotency/other-values', declared, key, distinct.clause),
      ];
  return [
    ...compared,
    check(
      'sequences',
      'idempotency/scope',
      [scope.clause, (scope.apart ?? scope).clause],
      (session) => judgeScope(session, declared, key),
    ),
  ];
}

const capitals = (uuid: string) => [uuid, uuid.toUpperCase()] as const;

function pairsCheck(
  kind: 'writings' | 'values',
  name: string,
  declared: Idempotency,
  key: Key,
  clause: string,
): Check {
  return check('sequences', name, [clause], async (session) => {
    const fresh = () => key.fresh(session);
    for (const [what, pair] of keyPairs(kind, declared.key.in, fresh, session.maker))
      await judgePair(session, declared, key, pair, clause, what);
  });
}

/** Two keys that are nearly one: each creates. */
async function judgePair(
  session: Session,
  declared: Idempotency,
  key: Key,
  [one, other]: readonly [string, string],
  clause: string,
  what = 'letter case',
): Promise<void> {
  const first = await session.send(key.with(session.draft(), one));
  if (!session.accepted(first, [])) return;
  const again = key.with(telling(session, declared, first.draft), other);
  const second = await session.send(again, { isReplay: true });
  if (isAccepted(second)) session.watch(second);
  judge(session, declared, key, [first, second], { isOneKey: false, clause, what });
}

async function judgeScope(session: Session, declared: Idempotency, key: Key): Promise<void> {
  const { of, clause: shared, apart = { clause: shared } } = declared.scope;
  const value = key.fresh(session);
  const first = await session.send(key.with(session.draft(), value));
  if (!session.accepted(first, [])) return;
  const sharers = [
    { role: 'second-key', isShared: of === 'tenant', clause: shared },
    { role: 'second-tenant', isShared: false, clause: apart.clause },
  ];
  for (const { role, isShared, clause } of sharers) {
    if (!session.plan.known.credential(role)) {
      session.unseen(`the target has no credential in the role ${role}`, clause);
      continue;
    }
    const own: Draft =
      role === 'second-tenant'
        ? session.draft(session.plan.forms[0], { role })
        : { ...first.draft, as: role };
    const again = telling(session, declared, key.with(own, value));
    const second = await session.send(again, { isReplay: true });
    judge(session, declared, key, [first, second], { isOneKey: isShared, clause });
  }
}

function judge(
  session: Session,
  { conflict }: Idempotency,
  key: Key,
  exchanges: readonly [Exchange, Exchange],
  { isOneKey, clause, what }: { isOneKey: boolean; clause: string; what?: string },
): void {
  const [first, second] = exchanges;
  const statuses = 'answers' in conflict ? conflict.answers.map(({ status }) => status) : [409];
  if (isRefused(second) && !statuses.includes(second.answer?.status ?? 0)) {
    session.unseen(`a valid request was refused: ${told(second)}`, clause);
    return;
  }
  const isKnown = isRefused(second) ? true : isSameCreation(key, first, second);
  if (isKnown === undefined && key.namesCreations) {
    session.unseen('no answer tells what was created', clause);
    return;
  }
  // An accepted answer that names nothing is no replay of another payload.
  const isTakenForOne = isAccepted(second) ? (isKnown ?? false) : isKnown;
  session.judge(isTakenForOne === isOneKey, [clause], {
    expected: [
      isOneKey
        ? 'the key to be known'
        : `the key to be new${what ? `: ${what} makes another` : ''}`,
    ],
    actual: told(second),
    exchanges,
  });
}
