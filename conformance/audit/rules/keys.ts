import { type Attempt, idempotencyOf } from '../attempt.ts';
import { renamedOf } from '../habits.ts';
import { type Intent, retriesOf } from '../intent.ts';
import { isWholeBody } from '../payload.ts';
import { type AuditRule, held, type Scene, type Sight } from '../rule.ts';

const section = 'Idempotency keys';

/** Attempts at operations that take a key. */
function keyed({ attempts }: Scene): readonly Attempt[] {
  return attempts.filter(({ operation }) => operation && idempotencyOf(operation));
}

/** What a rule about keys sees where the document has none. */
function unlessKeyless(scene: Scene, look: () => readonly Sight[]): readonly Sight[] {
  const { contract } = scene;
  if (contract.operations.some(idempotencyOf)) return look();
  return [{ saw: 'never', reason: 'the document of this provider has no idempotency keys' }];
}

const given: AuditRule = {
  id: 'key/given',
  section,
  text: 'Every request that can have an idempotency key has one.',
  advice: 'Make a key when the business event happens, store it with the event, and send it.',
  exercisedBy: 'calm',
  judge: (scene) =>
    unlessKeyless(scene, () =>
      keyed(scene).flatMap((attempt): Sight[] => {
        if (attempt.key !== undefined) return [held];
        if (mayKeyBeCut(attempt)) return [];
        const { missing } = (attempt.operation && idempotencyOf(attempt.operation)) ?? {};
        const clauses = missing ? [missing.clause] : [];
        const what = 'the request has no idempotency key, so that nobody can repeat it safely';
        return [{ saw: 'broken', what, evidence: [attempt], clauses, isAdvice: !missing }];
      }),
    ),
};

/** Whether a key may be in a part of the body that the journal does not have. */
function mayKeyBeCut({ operation, line }: Attempt): boolean {
  const place = operation && idempotencyOf(operation)?.key;
  return place?.in === 'body' && !isWholeBody(line.request);
}

const stable: AuditRule = {
  id: 'key/stable',
  section,
  text: 'A retry has the key of the first attempt.',
  advice: 'Make the key once for each business event, not once for each request.',
  exercisedBy: 'lossy',
  judge: (scene) =>
    unlessKeyless(scene, () => [
      ...scene.intents.flatMap(retriesOf).flatMap(({ before, after }): Sight[] => {
        // Nothing came of what was refused: its key has done nothing.
        if (before.end === 'refused') return [];
        if (before.key === undefined && after.key === undefined) return [];
        if (before.key === after.key) return [held];
        const what = `a retry came with ${after.key === undefined ? 'no key' : 'another key'}`;
        return [{ saw: 'broken', what, evidence: [before, after] }];
      }),
      ...judgeReferences(scene.intents),
    ]),
};

/** Where another key says another event, the same text under another key may be one. */
function judgeReferences(intents: readonly Intent[]): readonly Sight[] {
  const what = 'what was left undone came again as it was, under another key';
  return renamedOf(intents).map((evidence) => ({ saw: 'broken', what, evidence, isAdvice: true }));
}

const onePurpose: AuditRule = {
  id: 'key/one-purpose',
  section,
  text: 'A key is never used for another request.',
  advice:
    'Make a new key for each business event: a key that was used answers for what it was used for.',
  exercisedBy: 'calm',
  judge: (scene) =>
    unlessKeyless(scene, () =>
      scene.intents.flatMap(({ attempts, reuses }): Sight[] => {
        const [first] = attempts as [Attempt];
        if (first.key === undefined) return [];
        if (!reuses) return [held];
        const what = 'a key that had done its work came again with another payload';
        return [{ saw: 'broken', what, evidence: [reuses, first] }];
      }),
    ),
};

export const keyRules: readonly AuditRule[] = [given, stable, onePurpose];
