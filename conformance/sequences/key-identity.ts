import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Draft } from '../cases/draft.ts';
import { otherPayloads } from '../cases/other-payloads.ts';
import { check } from '../suite/check.ts';
import { type Exchange, isAccepted, isRefused, told } from '../suite/exchange.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { isSameCreation, type Key } from './key.ts';

/** Which keys are one key: those of a tenant, letter by letter. */
export function identityChecks(declared: Idempotency, key: Key): Check[] {
  const { comparison, scope } = declared;
  const isUuid = declared.key.in === 'header' && declared.key.format === 'uuid';
  return [
    check('sequences', 'idempotency/near-misses', [comparison.clause], async (session) => {
      for (const [one, other] of isUuid ? [] : pairs(key.fresh(session))) {
        const first = await session.send(key.with(session.draft(), one));
        if (!session.accepted(first, [])) continue;
        const second = await useAgain(session, key.with(first.draft, other));
        judge(session, key, first, second, false, comparison.clause);
      }
      if (!isUuid) return;
      const base = key.fresh(session);
      const first = await session.send(key.with(session.draft(), base));
      if (!session.accepted(first, [])) return;
      const second = await useAgain(session, key.with(first.draft, base.toUpperCase()));
      judge(session, key, first, second, false, comparison.clause);
    }),
    check('sequences', 'idempotency/scope', [scope.clause], async (session) => {
      const value = key.fresh(session);
      const first = await session.send(key.with(session.draft(), value));
      if (!session.accepted(first, [])) return;
      const sharers = [
        ['second-key', scope.of === 'tenant'],
        ['second-tenant', false],
      ] as const;
      for (const [role, isShared] of sharers) {
        const credential = session.plan.known.credential(role);
        if (!credential) {
          session.unseen(`the target has no credential in the role ${role}`, scope.clause);
          continue;
        }
        const form = session.plan.forms[0];
        const own =
          role === 'second-tenant' ? session.draft(form, { role }) : { ...first.draft, as: role };
        const second = await useAgain(session, key.with(own, value));
        judge(session, key, first, second, isShared, scope.clause);
      }
    }),
  ];
}

/** With another payload: where that is a conflict, it tells whether the key was known. */
async function useAgain(session: Session, draft: Draft): Promise<Exchange> {
  const [other] = otherPayloads(session.plan, draft);
  return session.send(other?.draft ?? draft, { isReplay: true });
}

function judge(
  session: Session,
  key: Key,
  first: Exchange,
  second: Exchange,
  isOneKey: boolean,
  clause: string,
) {
  const isKnown = isRefused(second) ? true : isSameCreation(key, first, second);
  // An accepted answer that names nothing is no replay of another payload.
  const isTakenForOne = isAccepted(second) ? (isKnown ?? false) : isKnown;
  session.judge(isTakenForOne === isOneKey, [clause], {
    expected: [isOneKey ? 'the key to be known' : 'the key to be new'],
    actual: told(second),
    exchanges: [first, second],
  });
}

/** Two keys each that are nearly one: a careless comparison takes them for the same. */
function pairs(key: string): [string, string][] {
  const long = key.padEnd(100, 'x');
  return [
    [key, key.toLowerCase()],
    [`${key}1`, `${key}1`.toUpperCase()],
    [`${key}2`, `${key}2 `],
    [`${key}3`, ` ${key}3`],
    [`${key}4 x`, `${key}4  x`],
    [`${key}5-\u00e9`, `${key}5-e\u0301`],
    [`${long}a`, `${long}b`],
    [`${key}6-\u212b`, `${key}6-\u00c5`],
  ];
}
