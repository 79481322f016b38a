import type { RateLimit } from '../../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { Attempt } from '../attempt.ts';
import { crowdOf } from '../crowd.ts';
import { type AuditRule, held, type Sight } from '../rule.ts';

const section = 'Load';

const limit: AuditRule = {
  id: 'load/limit',
  section,
  text: 'The declared limit is kept without needing 429s.',
  advice: 'Count what you send, and wait before the limit is reached.',
  exercisedBy: 'calm',
  judge({ contract, attempts }) {
    const [declared] = contract.operations.flatMap((operation) =>
      behavioursOf<RateLimit>(operation, 'rate-limit'),
    );
    if (!declared) return [{ saw: 'never', reason: 'the document declares no rate limit' }];
    const groups = Map.groupBy(attempts, ({ line }) => line.credential);
    return [...groups.values()].flatMap((own) => judgeLimit(own, declared));
  },
};

function judgeLimit(attempts: readonly Attempt[], declared: RateLimit): Sight[] {
  const { limit: most, window, clause } = declared;
  const refused = attempts.find(
    (attempt, index) =>
      attempt.end === 'throttled' &&
      !attempt.line.troubles?.includes('rate-limit') &&
      // So many lie within the window: else others use the credential too, or a clock was moved.
      isWithin(attempts[index - most], attempt, window),
  );
  if (refused) {
    const what = `more than ${most} requests came in ${window} s, and the server had to refuse`;
    return [{ saw: 'broken', what, evidence: [refused], clauses: [clause] }];
  }
  // Who sends less than the limit in all cannot exceed it.
  return attempts.length > most ? [held] : [];
}

function isWithin(first: Attempt | undefined, last: Attempt, window: number): boolean {
  return first !== undefined && last.began - first.began <= window * 1000;
}

const concurrency: AuditRule = {
  id: 'load/concurrency',
  section,
  text: 'The number of requests at a time is bounded.',
  advice: 'Send through a queue or a pool of a fixed size.',
  exercisedBy: 'calm',
  judge({ attempts, intents, limits }) {
    const { peak, evidence, refills } = crowdOf(attempts);
    if (peak <= limits.concurrency) return attempts.length > 1 ? [held] : [];
    const what = `${peak} requests were on their way at a time; ${limits.concurrency} are enough`;
    // A pool may be larger; what has no bound sends a great part of all at once.
    const isPool = refills >= peak / 2 || peak < intents.length / 4;
    if (!isPool) return [{ saw: 'broken', what, evidence }];
    return [
      {
        saw: 'broken',
        what: `${what}, though it may be a pool of ${peak}`,
        evidence,
        isAdvice: true,
      },
    ];
  },
};

/** Seconds by which a timer may be late. */
const slack = 0.5;

const timeout: AuditRule = {
  id: 'load/timeout',
  section,
  text: 'It does not wait for an answer for ever.',
  advice: 'Give every request a timeout, of some seconds rather than minutes.',
  exercisedBy: 'lossy',
  judge: ({ attempts, limits: { patience } }) =>
    attempts.flatMap((attempt): Sight[] => {
      const waited = (attempt.ended - attempt.began) / 1000;
      const isPatient = attempt.line.hungUp !== 'client';
      if (waited >= patience + (isPatient ? 0 : slack)) {
        const what = `it waited ${waited.toFixed(1)} s for an answer; ${patience} s are enough`;
        return [{ saw: 'broken', what, evidence: [attempt] }];
      }
      return attempt.line.hungUp === 'client' ? [held] : [];
    }),
};

export const loadRules: readonly AuditRule[] = [limit, concurrency, timeout];
