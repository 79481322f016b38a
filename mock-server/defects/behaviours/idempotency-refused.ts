import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import { fingerprint } from '../../engine/canonical.ts';
import type { Write } from '../../engine/facts.ts';
import { bodyOf, type Request } from '../../engine/request.ts';
import { type Decided, decidingWith } from '../answers.ts';
import { type Change, type Defect, defect } from '../defect.ts';
import { keyOf } from './idempotency-key.ts';

/** A refused request takes its key: a retry gets the refusal again, though it is in order now. */
export function refusedKeyDefects(declared: Idempotency): Defect[] {
  const { clause } = declared.refused;
  const late = new Set(['reference', 'rule']);
  return [
    defect(
      clause,
      'the-refusal-is-replayed',
      keepingRefusals(declared, () => true),
    ),
    defect(
      clause,
      'taken-by-what-fails-validation',
      keepingRefusals(declared, ({ decision }) => decision.check === 'validation'),
    ),
    ...(declared.key.in === 'header'
      ? [
          defect(
            clause,
            'taken-by-what-names-nothing',
            keepingRefusals(declared, ({ decision }) => late.has(decision.check ?? '')),
          ),
        ]
      : []),
  ];
}

function keepingRefusals(declared: Idempotency, isKept: (decided: Decided) => boolean): Change {
  return decidingWith(() => (decided) => {
    const { decision, request, facts, now } = decided;
    const value = keyOf(declared.key, request);
    const isOwn = decided.operation.operation.behaviours.some(({ kind }) => kind === 'idempotency');
    const isFirst = facts.credential && !facts.key && value !== undefined;
    if (!isOwn || decision.outcome !== 'refused' || !isFirst || !isKept(decided)) return undefined;
    const { status, body } = decision;
    const key = { fingerprint: payloadOf(declared, request), status, body, at: now };
    const write: Write = { write: 'key', scope: declared.scope.of, value, key };
    return { writes: [...decision.writes, write] };
  });
}

function payloadOf({ conflict }: Idempotency, request: Request): string {
  return 'answers' in conflict ? fingerprint(bodyOf(request)) : '';
}
