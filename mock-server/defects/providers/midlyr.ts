import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import { valueAt } from '../../../specs/contract/pointer.ts';
import { bodyOf } from '../../engine/request.ts';
import { answering, decidingWith, statusOf } from '../answers.ts';
import { anyAfterAValidOne } from '../behaviours/after-others.ts';
import { type Change, type DefectsOf, defect, inContract } from '../defect.ts';
import { behavioursIn, change } from '../draft.ts';
import { racing } from '../race.ts';
import { repeatsAreReplayed } from '../repeats.ts';
import { enforcing } from '../seeing.ts';
import { alsoRefuse } from '../validated.ts';

type Body = Record<string, unknown>;

const operation = 'createEvent';

const replay = { operation, outcome: ['replayed'] } as const;
const first = { operation, outcome: ['accepted'] } as const;

/** Refuses an event in which a member of `content` is as it may be. */
const refusing = (isRefused: (content: Body) => boolean): Change =>
  alsoRefuse(operation, (body) => isRefused((valueAt(body, ['content']) ?? {}) as Body));

/** The refusals of a status in an envelope of their own. */
const otherEnvelope = (status: number): Change =>
  answering({ outcome: ['refused'], status }, (body) => (body as { error: unknown }).error);

export const defects: DefectsOf = ({ catalogue }) => [
  defect('midlyr/authentication/api-key', 'any-will-do-after-a-valid-one', anyAfterAValidOne()),
  defect(
    'midlyr/authentication/api-key',
    'answers-403',
    statusOf({ outcome: ['refused'], status: 401 }, 403),
  ),
  defect(
    'midlyr/content/other-variant',
    'refused',
    refusing(({ text, json }) => text !== undefined && json !== undefined),
  ),
  defect(
    'midlyr/content/other-variant',
    'looked-at',
    refusing(({ type, text, json }) =>
      type === 'text'
        ? json !== undefined && (typeof json !== 'object' || json === null)
        : text !== undefined && typeof text !== 'string',
    ),
  ),
  defect(
    'midlyr/content/other-variant',
    'json-beside-text-refused',
    refusing(({ type, json }) => type === 'text' && json !== undefined),
  ),
  defect(
    'midlyr/content/json-type',
    'refuses-nested-values',
    refusing(({ type, json }) => type === 'json' && isNested(json)),
  ),
  defect(
    'midlyr/content/json-type',
    'refuses-an-empty-object',
    refusing(
      ({ type, json }) => type === 'json' && isObject(json) && Object.keys(json).length === 0,
    ),
  ),

  defect(
    'midlyr/idempotency/concurrent',
    'read-before-write-of-json',
    racing(
      (now, before) => ({ ...now, key: before.key }),
      (body) => valueAt(body, ['content', 'type']) === 'json',
    ),
  ),
  defect(
    'midlyr/idempotency/created-false',
    'true',
    answering(replay, (body) => Object.assign(body, { created: true })),
  ),
  defect(
    'midlyr/idempotency/created-false',
    'missing',
    answering(replay, (body) => void delete (body as Body).created),
  ),
  defect(
    'midlyr/idempotency/created-false',
    'true-on-the-second',
    onlyOnReplay(1, { created: true }),
  ),
  defect(
    'midlyr/idempotency/replay',
    'without-external-ref',
    answering(replay, (body) => void delete (body as Body).externalRef),
  ),
  defect(
    'midlyr/idempotency/replay',
    'another-ticket-id',
    answering(replay, (body) => Object.assign(body, { ticketId: `${(body as Body).ticketId}R` })),
  ),
  defect(
    'midlyr/idempotency/without-key',
    'repeats-are-replayed',
    repeatsAreReplayed(({ request }) => valueAt(bodyOf(request), ['externalRef']) === undefined),
  ),
  defect(
    'midlyr/idempotency/other-payload',
    'refused',
    inContract((draft) => {
      const conflict = {
        status: 409,
        code: 'conflict',
        message: 'This externalRef was used with another payload.',
        name: 'conflict',
        clause: 'midlyr/idempotency/other-payload',
      };
      for (const declared of behavioursIn<Idempotency>(draft.contract, 'idempotency'))
        change(declared, { conflict: { clause: declared.conflict.clause, answers: [conflict] } });
    }),
  ),
  defect(
    'midlyr/idempotency/other-payload',
    'creates-again',
    keyedBy((body) => JSON.stringify(body)),
  ),
  defect(
    'midlyr/idempotency/other-payload',
    'another-scenario-creates-again',
    keyedBy(({ scenario }) => String(scenario)),
  ),
  ...['generic', 'debt_collection'].map((name) => {
    let count = 0;
    return defect(
      'midlyr/idempotency/replay',
      `creates-again-for-${name.replace('_', '-')}`,
      keyedBy(({ scenario }) => (scenario === name ? String(count++) : '')),
    );
  }),
  defect(
    'midlyr/idempotency/other-payload',
    'invalid-replay-refused-as-conflict',
    inContract((draft) => {
      const answer = { ...catalogue.get('invalid-request'), status: 422 };
      for (const declared of behavioursIn<Idempotency>(draft.contract, 'idempotency'))
        change(declared, { conflict: { clause: declared.conflict.clause, answers: [answer] } });
    }),
  ),
  defect('midlyr/idempotency/replay-status', 'answers-200', statusOf(replay, 200)),
  defect('midlyr/idempotency/replay-status', 'answers-208', statusOf(replay, 208)),

  defect('midlyr/response/created', 'answers-200', statusOf(first, 200)),
  defect('midlyr/response/created', 'answers-202', statusOf(first, 202)),
  defect(
    'midlyr/response/created',
    'in-a-list',
    answering(first, (body) => [body]),
  ),
  defect(
    'midlyr/response/created',
    'answers-200-for-json',
    decidingWith(
      () =>
        ({ decision, request }) =>
          decision.outcome === 'accepted' &&
          valueAt(bodyOf(request), ['content', 'type']) === 'json'
            ? { status: 200 }
            : undefined,
    ),
  ),
  defect('midlyr/response/external-ref-absent', 'null', withoutRef(null)),
  defect('midlyr/response/external-ref-absent', 'empty-text', withoutRef('')),
  defect(
    'midlyr/response/external-ref-absent',
    'the-ticket-id',
    answering(first, (body) => {
      const answer = body as Body;
      answer.externalRef ??= answer.ticketId;
    }),
  ),
  defect(
    'midlyr/response/created-true',
    'false',
    answering(first, (body) => Object.assign(body, { created: false })),
  ),
  defect(
    'midlyr/response/created-true',
    'false-without-external-ref',
    answering(first, (body) => Object.assign(body, { created: 'externalRef' in body })),
  ),
  defect('midlyr/errors/shared-envelope', 'another-for-401', otherEnvelope(401)),
];

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNested(value: unknown): boolean {
  return isObject(value) && Object.values(value).some((member) => typeof member === 'object');
}

function withoutRef(value: unknown): Change {
  return answering(first, (body) => {
    if (!('externalRef' in body)) Object.assign(body, { externalRef: value });
  });
}

/** The nth replay of a sandbox, and all after it, say something else. */
function onlyOnReplay(passed: number, members: Body): Change {
  return decidingWith(() => {
    const counts = new Map<string, number>();
    return ({ decision, facts }) => {
      if (decision.outcome !== 'replayed') return undefined;
      const count = (counts.get(facts.sandbox) ?? 0) + 1;
      counts.set(facts.sandbox, count);
      if (count <= passed) return undefined;
      return { body: JSON.stringify({ ...JSON.parse(decision.body), ...members }) };
    };
  });
}

/** Events are the same only if something of the body is the same as well. */
function keyedBy(name: (body: Body) => string): Change {
  return enforcing<Idempotency>('idempotency', (inner) => {
    const known = new Map<string, string>();
    return {
      check(context) {
        const stop = inner.check?.(context);
        if (stop?.stop !== 'replayed') return stop;
        const now = name(bodyOf(context.request) as Body);
        return known.get(stop.key.body) === now ? stop : undefined;
      },
      remember(creation, answer) {
        inner.remember?.(creation, answer);
        for (const write of creation.writes)
          if (write.write === 'key')
            known.set(write.key.body, name(bodyOf(creation.context.request) as Body));
      },
    };
  });
}
