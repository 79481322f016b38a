import type { Attempt } from './attempt.ts';
import type { AuditLimits } from './limits.ts';

/** Something that the client wanted done once: its first attempt, and the others that it made for it. */
export interface Intent {
  readonly attempts: readonly Attempt[];
  /** An intent before it that asked for the very same, was done, and was over shortly before this began. */
  readonly twin?: Intent;
}

/** An attempt and the one before it of the same intent. */
export interface Retry {
  readonly before: Attempt;
  readonly after: Attempt;
  /** How many retries of the intent there were up to this. */
  readonly nth: number;
  /** Milliseconds from the end of the one to the beginning of the other. */
  readonly waited: number;
}

/** A mutable intent while they are told apart. */
interface Open {
  attempts: Attempt[];
  twin?: Intent;
}

/**
 * Tells the client's intents apart. Attempts with one key are one intent; without one, or with another, an attempt
 * belongs to the intent with its payload that was left undone shortly before.
 *
 * Requests that only read want nothing done, and are no part of any.
 */
export function intentsOf(attempts: readonly Attempt[], limits: AuditLimits): readonly Intent[] {
  const intents: Open[] = [];
  const byKey = new Map<string, Open>();
  const byPayload = new Map<string, Open>();
  for (const attempt of attempts) {
    if (!attempt.operation?.bodySchema) continue;
    const who = attempt.line.credential ?? '';
    const payload = `${who} ${attempt.payload}`;
    const key =
      attempt.key === undefined ? undefined : `${who} ${attempt.operation.id} ${attempt.key}`;
    const same = byPayload.get(payload);
    const found =
      (key === undefined ? undefined : byKey.get(key)) ??
      (same && isRetryOf(same, attempt, limits) ? same : undefined);
    const intent: Open = found ?? { attempts: [] };
    if (!found) {
      intents.push(intent);
      if (same && isTwinOf(same, attempt, limits)) intent.twin = same;
    }
    intent.attempts.push(attempt);
    if (key !== undefined) byKey.set(key, intent);
    byPayload.set(payload, intent);
  }
  return intents;
}

/** The retries of an intent, the first first; attempts that overlap wait for nothing. */
export function retriesOf({ attempts }: Intent): readonly Retry[] {
  return attempts.slice(1).map((after, index) => {
    const before = attempts[index] as Attempt;
    return { before, after, nth: index + 1, waited: Math.max(0, after.began - before.ended) };
  });
}

/** Whether the client knows that it is done. */
export function isDone({ end }: Attempt): boolean {
  return end === 'done' || end === 'replayed';
}

function isRetryOf({ attempts }: Open, attempt: Attempt, { sameEvent }: AuditLimits): boolean {
  const last = attempts.at(-1) as Attempt;
  const isAfter = attempt.began >= last.ended - clockTolerance;
  return !isDone(last) && isAfter && attempt.began - last.ended <= sameEvent * 1000;
}

function isTwinOf({ attempts }: Open, attempt: Attempt, { twins }: AuditLimits): boolean {
  const last = attempts.at(-1) as Attempt;
  return attempt.began - last.ended <= twins * 1000;
}

/** Milliseconds: who hangs up may begin anew before the other side has noticed. */
const clockTolerance = 100;
