import { type Attempt, isKeyGiven } from '../attempt.ts';
import { type AuditRule, held, type Sight } from '../rule.ts';

const section = 'Answers';

const replayed: AuditRule = {
  id: 'answer/replay-accepted',
  section,
  text: 'The answer to a request that was done before (`created: false`) is taken for success.',
  advice: 'A replay says that the ticket is there: take its id and go on.',
  exercisedBy: 'lossy',
  judge: ({ intents }) =>
    intents.flatMap((intent): Sight[] => {
      const { attempts, twin } = intent;
      const before = twin?.attempts.at(-1);
      const first = attempts[0] as Attempt;
      if (before?.end === 'replayed' && !isKeyGiven(first)) return [again(before, first)];
      const at = attempts.findIndex(({ end }) => end === 'replayed');
      if (at < 0) return [];
      const next = attempts[at + 1];
      return next ? [again(attempts[at] as Attempt, next)] : [held];
    }),
};

function again(before: Attempt, after: Attempt): Sight {
  const what = 'it was answered that the request had been done before, and sent once more';
  return { saw: 'broken', what, evidence: [before, after] };
}

const unknownField: AuditRule = {
  id: 'answer/unknown-field',
  section,
  text: 'Fields of an answer that the document does not name are passed over.',
  advice: 'Read the fields that you need, and do not forbid others.',
  exercisedBy: 'flaky',
  judge: ({ intents }) =>
    intents.flatMap(({ attempts }) =>
      attempts.flatMap((attempt, index): Sight[] => {
        if (attempt.end !== 'done' || !hasUnknownField(attempt)) return [];
        const next = attempts[index + 1];
        if (!next) return [held];
        const what =
          'it was done, the answer had a field that no document names, and it was sent again';
        return [{ saw: 'broken', what, evidence: [attempt, next] }];
      }),
    ),
};

/** Whether an answer has what neither document nor contract names. */
export function hasUnknownField({ line, operation, answer }: Attempt): boolean {
  if (line.troubles) return line.troubles.includes('unknown-field');
  const schema = operation?.responses.get(String(line.answer.status));
  const { properties } = (schema ?? {}) as { properties?: object };
  if (!properties || typeof answer !== 'object' || answer === null) return false;
  return Object.keys(answer).some((name) => !Object.hasOwn(properties, name));
}

export const answerRules: readonly AuditRule[] = [replayed, unknownField];
