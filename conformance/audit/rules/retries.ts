import { type Attempt, idempotencyOf } from '../attempt.ts';
import { type Intent, isDone, needlessOf, type Retry, retriesOf } from '../intent.ts';
import { type AuditRule, held, type Scene, type Sight } from '../rule.ts';
import { isInsistence, isStranger } from './answers.ts';

const section = 'Retries';

function retries({ intents }: Scene): readonly Retry[] {
  return intents.flatMap(retriesOf);
}

/** Refusals after which the very same request may be right: RFC 9110 (408), RFC 8470 (425). */
const transient = new Set([408, 425]);

/** Whether another credential may make it right. */
function isRenewed({ before, after }: Retry): boolean {
  return before.line.answer.status === 401 && before.line.credential !== after.line.credential;
}

const needed: AuditRule = {
  id: 'retry/needed',
  section,
  text: 'What is done is not asked for again: only lost answers, 5xx and 429 are retried.',
  advice: 'Take every 2xx for the end of it, whatever else the answer has.',
  exercisedBy: 'flaky',
  judge: (scene) => [
    ...retries(scene)
      .filter(({ before }) => !isDone(before) && before.end !== 'refused')
      .map((): Sight => held),
    ...scene.intents.flatMap(judgeNeedless),
  ],
};

/** Once more under its key does no harm, and is what a queue does that delivers at least once. */
function judgeNeedless(intent: Intent): readonly Sight[] {
  const evidence = needlessOf(intent);
  const [done] = evidence;
  if (!done) return [];
  const status = done.line.answer.status;
  if (!isInsistence(evidence)) {
    const what = `it was answered ${status}, and sent once more under its key`;
    return [{ saw: 'broken', what, evidence, isAdvice: true }];
  }
  // That is another rule's.
  if (done.end === 'replayed' || isStranger(done)) return [];
  const what = `it was answered ${status}, and sent again ${evidence.length - 1} times`;
  return [{ saw: 'broken', what, evidence }];
}

const refused: AuditRule = {
  id: 'retry/not-refused',
  section,
  text: 'What was refused with a 4xx is not sent again as it was.',
  advice: 'Report a refusal: the same request will be refused again.',
  exercisedBy: 'calm',
  judge: (scene) => [
    ...retries(scene).flatMap((retry): Sight[] => {
      const { before, after } = retry;
      const { status } = before.line.answer;
      if (before.end !== 'refused' || transient.has(status) || isRenewed(retry)) return [];
      if (after.payload !== before.payload) return [];
      const what = `it was refused with ${status}, and sent again as it was`;
      return [{ saw: 'broken', what, evidence: [before, after] }];
    }),
    ...scene.intents
      .filter(({ attempts }) => attempts.at(-1)?.end === 'refused')
      .map((): Sight => held),
  ],
};

const same: AuditRule = {
  id: 'retry/same-payload',
  section,
  text: 'A retry has the payload of the first attempt.',
  advice: 'Keep the body that was sent first: nothing that differs by the time may be put in anew.',
  exercisedBy: 'lossy',
  judge: (scene) =>
    retries(scene).flatMap(({ before, after }): Sight[] => {
      if (isDone(before) || before.end === 'refused') return [];
      if (before.payload === after.payload) return [held];
      const what = 'a retry came with another payload';
      // Where nobody knows a request again, another payload does no harm.
      const isAdvice = before.operation && !idempotencyOf(before.operation);
      return [{ saw: 'broken', what, evidence: [before, after], isAdvice: isAdvice === true }];
    }),
};

const bounded: AuditRule = {
  id: 'retry/bounded',
  section,
  text: 'Retries end.',
  advice: 'Give up after some attempts or some time, and report what was left undone.',
  exercisedBy: 'outage',
  judge: ({ intents, limits }) =>
    intents.flatMap(runsOf).flatMap((attempts): Sight[] => {
      if (attempts.length <= limits.attempts) return hasGivenUp(attempts) ? [held] : [];
      const what = `one request was sent ${attempts.length} times; ${limits.attempts} are enough`;
      return [{ saw: 'broken', what, evidence: ends(attempts) }];
    }),
};

/** The attempts of an intent, up to each that told the client that it was done: what comes after begins anew. */
function runsOf({ attempts, isGuess }: Intent): readonly (readonly Attempt[])[] {
  if (isGuess) return [];
  const ended = attempts.flatMap((attempt, index) => (isDone(attempt) ? [index + 1] : []));
  return [0, ...ended].map((start, nth) => attempts.slice(start, ended[nth]));
}

/** Who was done before it came to that may have gone on for ever. */
function hasGivenUp(attempts: readonly Attempt[]): boolean {
  const last = attempts.at(-1);
  return attempts.length > 1 && last !== undefined && !isDone(last) && last.end !== 'refused';
}

function ends(attempts: readonly Attempt[]): readonly Attempt[] {
  return [attempts[0], attempts.at(-1)] as Attempt[];
}

export const retryRules: readonly AuditRule[] = [needed, refused, same, bounded];
