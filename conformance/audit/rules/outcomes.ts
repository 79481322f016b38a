import { type Attempt, isKeyGiven } from '../attempt.ts';
import { repeatedOf } from '../habits.ts';
import { type Intent, isDone, isUnderOneKey } from '../intent.ts';
import { type AuditRule, held, type Sight } from '../rule.ts';
import { isStranger } from './answers.ts';

const section = 'Outcomes';

const oneTicket: AuditRule = {
  id: 'outcome/one-ticket',
  section,
  text: 'One business event makes one ticket.',
  advice:
    'Retry with the same key. Where the document has no keys, do not repeat a request that may have been done: report it. If these were two events, give each something of its own.',
  exercisedBy: 'lossy',
  judge: ({ intents }) =>
    intents.flatMap((intent): Sight[] => {
      const made = ticketsOf(intent);
      const [first, second] = made;
      if (first && second) return [twice([first, second], 'by its retries')];
      const before = intent.twin && ticketsOf(intent.twin).at(-1);
      if (before && first)
        return [
          { ...twice([before, first], 'shortly after one another'), isAdvice: isKeyGiven(first) },
        ];
      if (isRisky(intent)) return [risk(intent.attempts)];
      return intent.attempts.some(isTempting) ? [held] : [];
    }),
};

/** Whether a client may want to send it again. */
function isTempting({ end }: Attempt): boolean {
  return end === 'unknown' || end === 'failed' || end === 'garbled';
}

/** Attempts that made a ticket: with one key only the first did. */
function ticketsOf({ attempts }: Intent): readonly Attempt[] {
  const made = attempts.filter(hasMade);
  return isUnderOneKey(made) ? made.slice(0, 1) : made;
}

/** As the server knows it, whether or not the client came to know. */
function hasMade({ line, end }: Attempt): boolean {
  if (line.outcome !== undefined) return line.outcome === 'accepted';
  const { status } = line.answer;
  return status >= 200 && status < 300 && end !== 'replayed';
}

/** Whether it is known what came of it; who only looks on does not know what a silent server has done. */
function isToldOf(attempt: Attempt): boolean {
  const { outcome, answer } = attempt.line;
  if (outcome !== undefined || hasMade(attempt)) return true;
  return attempt.end !== 'unknown' && answer.status !== 504;
}

/** Whether a request was repeated that may have been done, and nothing lets the server know it again. */
function isRisky({ attempts }: Intent): boolean {
  const first = attempts.findIndex((attempt) => !isToldOf(attempt));
  return first >= 0 && first < attempts.length - 1 && !isUnderOneKey(attempts);
}

function risk(evidence: readonly Attempt[]): Sight {
  const what =
    'a request that may have been done was repeated, under no key by which the server knows it again';
  return { saw: 'broken', what, evidence, isAdvice: true };
}

function twice(evidence: readonly [Attempt, Attempt], how: string) {
  const [before] = evidence;
  const why = isStranger(before) ? '; the first answer had a field that no document names' : '';
  return { saw: 'broken', what: `one payload made two tickets, ${how}${why}`, evidence } as const;
}

const known: AuditRule = {
  id: 'outcome/known',
  section,
  text: 'In the end each operation is done, or was reported as not done.',
  advice:
    'Say of everything that was given up that it was: with an exit code, an alert, a dead-letter queue.',
  exercisedBy: 'outage',
  judge({ attempts, intents, reported }) {
    // They may have been done by what came after them.
    const repeated = repeatedOf(attempts);
    return intents.flatMap((intent): Sight[] => {
      const last = intent.attempts.at(-1) as Attempt;
      if (intent.attempts.some(isTakenForDone) || reported === true) return [held];
      if (reported === undefined || repeated.has(last) || intent.isGuess) return [];
      const what = `the last of ${intent.attempts.length} attempts came to nothing, and nobody was told`;
      return [{ saw: 'broken', what, evidence: [last] }];
    });
  },
};

/** Whether the client may go by the status. */
function isTakenForDone(attempt: Attempt): boolean {
  return isDone(attempt) || attempt.end === 'garbled';
}

export const outcomeRules: readonly AuditRule[] = [oneTicket, known];
