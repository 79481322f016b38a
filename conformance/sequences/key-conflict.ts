import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Draft } from '../cases/draft.ts';
import { exampleBodies } from '../cases/example-bodies.ts';
import {
  nearPayloads,
  type OtherPayload,
  otherPayloads,
  withDepth,
} from '../cases/other-payloads.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { isDocumented } from '../cases/subject.ts';
import { type Accepted, isAccepted, isRefused, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { isSameCreation, type Key } from './key.ts';

/** The same key with another payload, different in one place at any depth. */
export function conflictChecks(declared: Idempotency, key: Key): Check[] {
  const { conflict } = declared;
  if (!('answers' in conflict)) return [toleranceCheck(declared, key)];
  return [
    check(
      'sequences',
      'idempotency/conflict',
      [...clausesOfRejection({ rejection: conflict }), declared.fingerprint.clause],
      (session) => conflicts(session, declared, conflict, key),
    ),
    check('sequences', 'idempotency/near-payloads', [declared.fingerprint.clause], (session) =>
      nearConflicts(session, declared, key),
    ),
    check(
      'races',
      'idempotency/conflict-at-once',
      [conflict.clause, declared.concurrent.clause],
      (session) => conflictRace(session, declared, key),
    ),
  ];
}

async function conflicts(
  session: Session,
  declared: Idempotency,
  conflict: Rejection,
  key: Key,
): Promise<void> {
  const tried = new Set<string>();
  for (const form of session.plan.forms) {
    const everything = form.optionals.map(({ pointer }) => pointer);
    const built = session.draft(form, { with: everything, items: 2 });
    const first = await firstUse(session, key, built);
    if (!first) continue;
    const others = otherPayloads(session.plan, first.draft);
    for (const { name } of others) tried.add(name);
    await conflictsWith(session, declared, conflict, first, others);
  }
  // The document may show a field where nothing else says that it may stand.
  for (const body of exampleBodies(session)) {
    const draft = key.keyed(session, { ...session.draft(), body });
    const others = otherPayloads(session.plan, draft).filter(({ name }) => !tried.has(name));
    const first = others.length > 0 ? await session.send(draft) : undefined;
    if (first && isAccepted(first)) await conflictsWith(session, declared, conflict, first, others);
    for (const { name } of others) tried.add(name);
  }
}

async function conflictsWith(
  session: Session,
  { fingerprint }: Idempotency,
  conflict: Rejection,
  first: Accepted,
  others: readonly OtherPayload[],
): Promise<void> {
  for (const other of others) {
    const second = await session.send(other.draft);
    session.refused(second, conflict, undefined, [first]);
    // What is taken for the same payload is compared wrongly.
    session.judge(isRefused(second), [fingerprint.clause], {
      expected: [`a conflict: ${other.name}`],
      actual: told(second),
      exchanges: [first, second],
    });
  }
  // A conflict changes nothing about the key.
  const again = await session.send(first.draft, { isReplay: true });
  if (isRefused(again))
    session.broken([conflict.clause], {
      expected: [`the first answer again: ${told(first)}`],
      actual: told(again),
      exchanges: [first, again],
    });
}

/** Payloads that differ in how a text is written are others; that they are rests on how they are compared. */
async function nearConflicts(
  session: Session,
  { fingerprint: { clause } }: Idempotency,
  key: Key,
): Promise<void> {
  const built = session.draft();
  for (const [one, other] of nearPayloads(session.plan, built)) {
    const value = key.fresh(session);
    const first = await session.send(key.with(one.draft, value));
    if (!isAccepted(first)) continue;
    const second = await session.send(key.with(other.draft, value));
    session.judge(isRefused(second), [clause], {
      expected: [`a conflict: ${other.name}`],
      actual: told(second),
      exchanges: [first, second],
      premise: isDocumented(session.plan, clause) ? undefined : clause,
    });
  }
}

/** With something deep in it, where the server takes that. */
async function firstUse(session: Session, key: Key, built: Draft): Promise<Accepted | undefined> {
  for (const body of [withDepth(session.plan, built), built]) {
    const first = await session.send(key.keyed(session, body));
    if (isAccepted(first)) return first;
  }
  return undefined;
}

/** Where the payload does not matter, the first creation is answered; never another one. */
function toleranceCheck({ conflict: { clause }, replay }: Idempotency, key: Key): Check {
  const clauses = [clause, replay.clause];
  return check('sequences', 'idempotency/other-payload', clauses, async (session) => {
    const draft = key.keyed(session);
    const first = await session.send(draft);
    if (!session.accepted(first, [])) return;
    for (const { draft: other } of otherPayloads(session.plan, draft)) {
      const again = await session.send(other, { isReplay: true });
      const isSame = isAccepted(again) ? isSameCreation(key, first, again) : false;
      if (isSame === undefined)
        return session.unseen('no answer tells what was created', ...clauses);
      session.judge(isSame, isAccepted(again) ? clauses : [clause], {
        expected: [`the first creation: ${told(first)}`],
        actual: told(again),
        exchanges: [first, again],
      });
    }
  });
}

/** Of two payloads at once with one key, one is taken and the other refused. */
async function conflictRace(
  session: Session,
  { conflict, concurrent }: Idempotency,
  key: Key,
): Promise<void> {
  const draft = key.keyed(session);
  const [other] = otherPayloads(session.plan, draft);
  if (!other || !('answers' in conflict)) return;
  const drafts = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? draft : other.draft));
  const exchanges = await session.sendAtOnce(drafts, { isReplay: true });
  const taken = new Set(exchanges.filter(isAccepted).map((one) => one.draft));
  const isOne = taken.size === 1 && exchanges.every((one) => isAccepted(one) || isRefused(one));
  const found = {
    expected: ['one payload taken, and every request with the other refused'],
    actual: exchanges.map(told).join('\n'),
    exchanges: exchanges.slice(0, 3),
  };
  // In whatever order they came: of two payloads that were taken, one was the second.
  if (taken.size > 1) session.broken([conflict.clause, concurrent.clause], found);
  else session.judge(isOne, [concurrent.clause], found);
}
