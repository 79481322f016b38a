import { type Attempt, idempotencyOf } from '../attempt.ts';
import { renewedOf } from '../habits.ts';
import { isDone, needlessOf } from '../intent.ts';
import { type AuditRule, held, type Scene, type Sight } from '../rule.ts';

const section = 'Answers';

/** An attempt that told the client that it was done, and what it sent again after it. */
type Ending = readonly Attempt[];

function endings({ intents }: Scene): readonly Ending[] {
  // What was sent again as something new is no proof of either: it is the outcome's.
  const repeated = new Set(intents.map(({ twin }) => twin));
  return intents.flatMap((intent) => {
    const needless = needlessOf(intent);
    if (needless.length > 0) return [needless];
    return repeated.has(intent) ? [] : intent.attempts.slice(-1).map((last) => [last]);
  });
}

/** Whether a client goes on though it was told; once may be a queue that delivers twice. */
export function isInsistence(ending: Ending): boolean {
  return ending.length > 2;
}

const replayed: AuditRule = {
  id: 'answer/replay-accepted',
  section,
  text: 'The answer to a request that was done before (`created: false`) is taken for success.',
  advice: 'A replay says that the ticket is there: take its id and go on.',
  exercisedBy: 'lossy',
  judge(scene) {
    const { operations } = scene.contract;
    if (!operations.some((one) => idempotencyOf(one)?.replay.changes))
      return [{ saw: 'never', reason: 'no answer of this provider tells that it is a replay' }];
    const what = 'it was answered that the request had been done before, and sent again';
    const told = endings(scene).filter(([first]) => first?.end === 'replayed');
    return [
      ...told.flatMap((ending) => judgeEnding(ending, what)),
      ...renewedOf(scene.intents).map((evidence): Sight => {
        return { saw: 'broken', what: `${what} under another key`, evidence };
      }),
      ...judgeReport(scene, told),
    ];
  },
};

/** Who is told nothing but replays and successes, and reports a failure, may take the one for the other. */
function judgeReport({ intents, reported }: Scene, told: readonly Ending[]): readonly Sight[] {
  const replays = told.flatMap((ending) => (ending.length === 1 ? ending : []));
  const areAllDone = intents.every(({ attempts }) => attempts.some(isDone));
  if (reported !== true || replays.length === 0 || !areAllDone) return [];
  const what = `it reported a failure though all was done, ${replays.length} by an answer that told of a replay`;
  return [{ saw: 'broken', what, evidence: replays, isAdvice: true }];
}

const unknownField: AuditRule = {
  id: 'answer/unknown-field',
  section,
  text: 'Fields of an answer that the document does not name are passed over.',
  advice: 'Read the fields that you need, and do not forbid others.',
  exercisedBy: 'flaky',
  judge(scene) {
    const what =
      'it was done, the answer had a field that no document names, and it was sent again';
    return endings(scene)
      .filter(([told]) => told && isStranger(told))
      .flatMap((ending) => judgeEnding(ending, what));
  },
};

function judgeEnding(ending: Ending, what: string): readonly Sight[] {
  if (ending.length === 1) return [held];
  return isInsistence(ending) ? [{ saw: 'broken', what, evidence: ending }] : [];
}

/** Whether it was done now, and the answer has what neither document nor contract names. */
export function isStranger({ end, line, operation, answer }: Attempt): boolean {
  if (end !== 'done') return false;
  if (line.troubles) return line.troubles.includes('unknown-field');
  const schema = operation?.responses.get(String(line.answer.status));
  const { properties } = (schema ?? {}) as { properties?: object };
  if (!properties || typeof answer !== 'object' || answer === null) return false;
  return Object.keys(answer).some((name) => !Object.hasOwn(properties, name));
}

export const answerRules: readonly AuditRule[] = [replayed, unknownField];
