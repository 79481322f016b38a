import type { Validation } from '../../../../specs/behaviours/validation.ts';
import { valueAt } from '../../../../specs/contract/pointer.ts';
import { refuse } from '../../../engine/outcome.ts';
import { bodyOf } from '../../../engine/request.ts';
import { answering, decidingWith } from '../../answers.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { bodyNode, change } from '../../draft.ts';
import { repeatsAreReplayed } from '../../repeats.ts';
import { checking } from '../../seeing.ts';

const operation = 'createTicketUnified';
const header = 'idempotency-key';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The shapes that the endpoint does not refuse: template, intervention, or both. */
const taking = (...refused: string[]): Change =>
  inContract((draft) => {
    const anyOf = refused.map((name) => ({ required: [name] }));
    const not = anyOf.length > 0 ? { type: 'object', anyOf } : undefined;
    change(bodyNode(draft, operation), { not });
  });

/** A request may name what is rendered in place of a text of its own; one without either stays refused. */
function rendering(
  field: 'template_identifier' | 'intervention',
  other: string,
): readonly Change[] {
  const kind = field === 'intervention' ? field : 'template';
  const schema = inContract((draft) => {
    const text = { properties: { data: { required: ['subject', 'content'] } } };
    const node = bodyNode(draft, operation);
    change(node, {
      not: { type: 'object', required: [other] },
      anyOf: [{ required: [field] }, text],
    });
    change(bodyNode(draft, operation, ['properties', 'data']), { required: undefined });
  });
  return [
    schema,
    {
      of: 'code',
      operation,
      wrap: (inner) => ({
        ...inner,
        ask(request, wants) {
          inner.ask?.(request, wants);
          const named = valueAt(bodyOf(request), [field]);
          if (typeof named === 'string') wants.entities.push({ kind, field: 'id', value: named });
          wants.lists.push('template');
        },
      }),
    },
  ];
}

const refusingKeys = (isRefused: (key: string | undefined) => boolean): Change =>
  checking<Validation>(
    'validation',
    (inner, context, { invalid }) => {
      const key = context.request.headers[header];
      return isRefused(typeof key === 'string' ? key : undefined)
        ? refuse(invalid)
        : inner(context);
    },
    (_declared, { id }) => id === operation,
  );

/** A key that the endpoint has seen before brings back what it was answered then. */
function keysAreKept(): Change {
  return decidingWith(() => {
    const answers = new Map<string, string>();
    return ({ operation: of, request, facts, decision }) => {
      const key = request.headers[header];
      if (
        of.operation.id !== operation ||
        decision.outcome !== 'accepted' ||
        typeof key !== 'string'
      )
        return undefined;
      const name = `${facts.sandbox} ${facts.credential?.tenant} ${key}`;
      const earlier = answers.get(name);
      if (earlier !== undefined) return { body: earlier, writes: [] };
      answers.set(name, decision.body);
      return undefined;
    };
  });
}

/** A key that the other endpoint has taken is one that was used before. */
function keysAreShared(): Change {
  return {
    of: 'steps',
    wrap(inner) {
      const taken = new Map<string, string>();
      return {
        ...inner,
        decide(of, request, facts, now, mint) {
          const decision = inner.decide(of, request, facts, now, mint);
          const name = `${facts.sandbox} ${facts.credential?.tenant} ${request.headers[header]}`;
          if (decision.outcome !== 'accepted') return decision;
          if (of.operation.id !== operation) taken.set(name, decision.body);
          const body = of.operation.id === operation ? taken.get(name) : undefined;
          return body === undefined ? decision : { ...decision, body, writes: [] };
        },
      };
    },
  };
}

export const unifiedDefects: readonly Defect[] = [
  defect(
    'tickiti/unified/creates-ticket',
    'tells-nothing',
    answering({ operation, outcome: ['accepted'] }, (answer) =>
      Object.assign(answer, { data: {} }),
    ),
  ),
  defect(
    'tickiti/unified/creates-ticket',
    'repeats-are-replayed',
    repeatsAreReplayed(({ operation: of }) => of.operation.id === operation),
  ),
  defect(
    'tickiti/unified/no-templates',
    'takes-one',
    ...rendering('template_identifier', 'intervention'),
  ),
  defect(
    'tickiti/unified/no-interventions',
    'takes-one',
    ...rendering('intervention', 'template_identifier'),
  ),
  defect('tickiti/unified/other-shapes-refused', 'accepted', taking()),
  defect('tickiti/unified/other-shapes-refused', 'templates-accepted', taking('intervention')),
  defect('tickiti/unified/no-idempotency', 'keys-are-kept', keysAreKept()),
  defect('tickiti/unified/no-idempotency', 'keys-of-the-other-endpoint-are-known', keysAreShared()),
  defect(
    'tickiti/unified/key-ignored',
    'must-be-a-uuid',
    refusingKeys((key) => key !== undefined && !uuid.test(key)),
  ),
  defect('tickiti/unified/key-ignored', 'keys-are-kept', keysAreKept()),
];
