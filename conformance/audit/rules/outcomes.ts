import { type Attempt, isKeyGiven } from '../attempt.ts';
import { renamedOf } from '../habits.ts';
import { type Intent, isDone } from '../intent.ts';
import { type AuditRule, held, type Sight } from '../rule.ts';

const section = 'Outcomes';

const oneTicket: AuditRule = {
  id: 'outcome/one-ticket',
  section,
  text: 'One business event makes one ticket.',
  advice:
    'Retry with the same key. Where the document has no keys, do not repeat a request that may have been done: report it.',
  exercisedBy: 'lossy',
  judge: ({ intents }) =>
    intents.flatMap((intent): Sight[] => {
      const made = ticketsOf(intent);
      if (made.length > 1) return [twice(made.slice(0, 2), 'by its retries')];
      const before = intent.twin && ticketsOf(intent.twin).at(-1);
      const [after] = made;
      if (!before || !after) return intent.attempts.some(isTempting) ? [held] : [];
      const sight = twice([before, after], 'with another key or none, shortly after');
      return [{ ...sight, isAdvice: isKeyGiven(after) }];
    }),
};

/** Whether a client may want to send it again. */
function isTempting({ end }: Attempt): boolean {
  return end === 'unknown' || end === 'failed';
}

/** Attempts that made a ticket: with one key only the first did. */
function ticketsOf({ attempts }: Intent): readonly Attempt[] {
  const made = attempts.filter(hasMade);
  const isKeyed = made.every(({ key }) => key !== undefined && key === made[0]?.key);
  return isKeyed ? made.slice(0, 1) : made;
}

/** As the server knows it, whether or not the client came to know. */
function hasMade({ line, end }: Attempt): boolean {
  if (line.outcome !== undefined) return line.outcome === 'accepted';
  return end === 'done';
}

function twice(evidence: readonly Attempt[], how: string) {
  return { saw: 'broken', what: `the same payload made two tickets, ${how}`, evidence } as const;
}

const known: AuditRule = {
  id: 'outcome/known',
  section,
  text: 'In the end each operation is done, or was reported as not done.',
  advice:
    'Say of everything that was given up that it was: with an exit code, an alert, a dead-letter queue.',
  exercisedBy: 'outage',
  judge({ intents, reported }) {
    // They may have been done under the key that came after theirs.
    const renamed = new Set(renamedOf(intents).map(([before]) => before));
    return intents.flatMap((intent): Sight[] => {
      const last = intent.attempts.at(-1) as Attempt;
      if (intent.attempts.some(isDone) || reported === true) return [held];
      if (reported === undefined || renamed.has(last)) return [];
      const what = `the last of ${intent.attempts.length} attempts came to nothing, and nobody was told`;
      return [{ saw: 'broken', what, evidence: [last] }];
    });
  },
};

export const outcomeRules: readonly AuditRule[] = [oneTicket, known];
