import { type Attempt, isKeyGiven } from './attempt.ts';
import { areKeysMadeAnew } from './habits.ts';
import { type Intent, isAfter, isDone } from './intent.ts';
import type { AuditLimits } from './limits.ts';
import { isWholeBody } from './payload.ts';
import { retryAfterOf } from './retry-after.ts';

/** A mutable intent while they are told apart. */
interface Open {
  attempts: Attempt[];
  twin?: Intent;
}

/**
 * Tells the client's intents apart. Attempts with one key are one intent; without one, or with another that says
 * nothing of the event, an attempt belongs to the intent with its payload that was left undone shortly before.
 * Keys by which callers name their events say something, unless a client makes them anew for each attempt.
 *
 * Requests that only read want nothing done, and are no part of any.
 */
export function intentsOf(attempts: readonly Attempt[], limits: AuditLimits): readonly Intent[] {
  const intents = toldApart(attempts, limits, isKeyGiven);
  return areKeysMadeAnew(intents) ? toldApart(attempts, limits, () => false) : intents;
}

/** @param isNamed whether the key of an attempt names its event. */
function toldApart(
  attempts: readonly Attempt[],
  limits: AuditLimits,
  isNamed: (attempt: Attempt) => boolean,
): readonly Intent[] {
  const intents: Open[] = [];
  const latest = new Map<string, Open>();
  for (const attempt of attempts) {
    if (!attempt.operation?.bodySchema) continue;
    const { key, payload, anybody } = namesOf(attempt);
    const same = latest.get(payload);
    const unnamed = latest.get(anybody);
    const found =
      latest.get(key) ??
      (same && !isNamed(attempt) && isRetryOf(same, attempt, limits) ? same : undefined) ??
      (unnamed && isRenewalOf(unnamed, attempt, limits) ? unnamed : undefined);
    const intent: Open = found ?? { attempts: [] };
    if (!found) {
      intents.push(intent);
      if (same && isTwinOf(same, attempt, limits)) intent.twin = same;
    }
    intent.attempts.push(attempt);
    if (attempt.key !== undefined) latest.set(key, intent);
    // Of a body that is not all there nobody knows whether it is the same.
    if (isWholeBody(attempt.line.request)) latest.set(payload, intent).set(anybody, intent);
  }
  return intents;
}

function namesOf(attempt: Attempt) {
  const { key, payload, operation, line } = attempt;
  const { credential = '' } = line;
  return {
    key: `key ${credential} ${operation?.id} ${key}`,
    payload: `payload ${credential} ${payload}`,
    anybody: `anybody's ${isKeyGiven(attempt) ? `${operation?.id} ${key}` : payload}`,
  };
}

function isRetryOf({ attempts }: Open, attempt: Attempt, { sameEvent }: AuditLimits): boolean {
  const last = attempts.at(-1) as Attempt;
  if (isDone(last) || !isAfter(attempt, last)) return false;
  return attempt.began - last.ended <= (sameEvent + (retryAfterOf(last) ?? 0)) * 1000;
}

/** Another credential after the one before was refused. */
function isRenewalOf({ attempts }: Open, attempt: Attempt, { sameEvent }: AuditLimits): boolean {
  const last = attempts.at(-1) as Attempt;
  if (last.line.answer.status !== 401 || !isAfter(attempt, last)) return false;
  return attempt.began - last.ended <= sameEvent * 1000;
}

function isTwinOf({ attempts }: Open, attempt: Attempt, { twins }: AuditLimits): boolean {
  const last = attempts.at(-1) as Attempt;
  return attempt.began - last.ended <= twins * 1000;
}
