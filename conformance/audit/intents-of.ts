import { type Attempt, isKeyGiven } from './attempt.ts';
import { areKeysMadeAnew, areTimesWrittenAnew } from './habits.ts';
import { type Intent, isAfter, isDone, isUnderOneKey } from './intent.ts';
import type { AuditLimits } from './limits.ts';
import { isWholeBody } from './payload.ts';
import { retryAfterOf } from './retry-after.ts';

/** A mutable intent while they are told apart. */
interface Open {
  attempts: Attempt[];
  twin?: Intent;
  reuses?: Attempt;
  isGuess?: boolean;
}

/** By what attempts are taken for one. */
interface Sameness {
  /** Whether the key of an attempt names its event. */
  readonly isNamed: (attempt: Attempt) => boolean;
  /** What attempts at one event have in common. */
  readonly by: 'payload' | 'gist';
}

/**
 * Tells the client's intents apart. Attempts with one key are one intent; without one, or with another that says
 * nothing of the event, an attempt belongs to the intent with its payload that was left undone shortly before.
 * Keys by which callers name their events say something, and so do times in a body, unless a client makes them
 * anew for each attempt.
 *
 * Requests that only read want nothing done, and are no part of any.
 */
export function intentsOf(attempts: readonly Attempt[], limits: AuditLimits): readonly Intent[] {
  const asking = attempts.filter(({ operation }) => operation?.bodySchema);
  const by = areTimesWrittenAnew(asking, limits) ? 'gist' : 'payload';
  const intents = toldApart(asking, limits, { by, isNamed: isKeyGiven });
  return areKeysMadeAnew(intents)
    ? toldApart(asking, limits, { by, isNamed: () => false })
    : intents;
}

function toldApart(
  attempts: readonly Attempt[],
  limits: AuditLimits,
  { isNamed, by }: Sameness,
): readonly Intent[] {
  const intents: Open[] = [];
  const latest = new Map<string, Open>();
  const shared = new Set<string>();
  for (const attempt of attempts) {
    const names = namesOf(attempt, by);
    const known: Known = {
      keyed: latest.get(names.key),
      same: latest.get(names.same),
      anybodys: latest.get(names.anybody),
    };
    if (isAnother(known, attempt)) shared.add(names.same);
    const intent =
      homeOf(attempt, known, limits, isNamed(attempt)) ?? newFor(attempt, known, limits);
    if (intent.attempts.length === 0) intents.push(intent);
    intent.attempts.push(attempt);
    if (attempt.key !== undefined) latest.set(names.key, intent);
    // Of a body that is not all there nobody knows whether it is the same.
    if (isWholeBody(attempt.line.request))
      latest.set(names.same, intent).set(names.anybody, intent);
  }
  for (const intent of intents)
    if (!isUnderOneKey(intent.attempts))
      intent.isGuess = intent.attempts.some((one) => shared.has(namesOf(one, by).same));
  return intents;
}

/** The latest intents that an attempt may belong to. */
interface Known {
  readonly keyed: Open | undefined;
  readonly same: Open | undefined;
  /** That with its payload, whoever asked. */
  readonly anybodys: Open | undefined;
}

function homeOf(
  attempt: Attempt,
  { keyed, same, anybodys }: Known,
  limits: AuditLimits,
  isNamed: boolean,
): Open | undefined {
  if (keyed) return isReuseOf(keyed, attempt) ? undefined : keyed;
  if (same && !isNamed && isRetryOf(same, attempt, limits)) return same;
  return anybodys && isRenewalOf(anybodys, attempt, limits) ? anybodys : undefined;
}

function newFor(attempt: Attempt, { keyed, same }: Known, limits: AuditLimits): Open {
  if (keyed) return { attempts: [], reuses: keyed.attempts.at(-1) as Attempt };
  if (same && isTwinOf(same, attempt, limits)) return { attempts: [], twin: same };
  return { attempts: [] };
}

function namesOf(attempt: Attempt, by: Sameness['by']) {
  const { key, operation, line } = attempt;
  const { credential = '' } = line;
  const what = attempt[by];
  return {
    key: attempt.key === undefined ? '' : `key ${credential} ${operation?.id} ${key}`,
    same: `${by} ${credential} ${what}`,
    anybody: `anybody's ${isKeyGiven(attempt) ? `${operation?.id} ${key}` : what}`,
  };
}

/** Whether an attempt asks for the same as one that is still on its way: for another event. */
function isAnother({ keyed, same }: Known, attempt: Attempt): boolean {
  const last = same?.attempts.at(-1);
  return last !== undefined && same !== keyed && !isAfter(attempt, last);
}

/** Whether a key comes again for something else, when what it stood for is done. */
function isReuseOf({ attempts }: Open, { gist }: Attempt): boolean {
  const last = attempts.at(-1) as Attempt;
  return gist !== last.gist && isDone(last);
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
