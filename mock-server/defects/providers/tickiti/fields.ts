import type { Authorisation } from '../../../../specs/behaviours/authorisation.ts';
import type { Presence } from '../../../../specs/behaviours/presence.ts';
import { valueAt } from '../../../../specs/contract/pointer.ts';
import { bodyOf } from '../../../engine/request.ts';
import { decidingWith, statusOf } from '../../answers.ts';
import { withType } from '../../behaviours/body.ts';
import { type Change, type Defect, defect, inContract } from '../../defect.ts';
import { behavioursIn, bodyNode, change } from '../../draft.ts';
import { checking, seeing } from '../../seeing.ts';
import { alsoRefuse, seenAs } from '../../validated.ts';

const operation = 'createTicket';

type Body = Readonly<Record<string, unknown>>;

const refusing = (isRefused: (body: Body) => boolean): Change =>
  alsoRefuse(operation, (body) => isRefused((body ?? {}) as Body));

/** Names in data that are fields of the request; under all others something is bound. */
const own = new Set(['subject', 'content', 'queue_name']);

const boundRefused = (isRefused: (value: string) => boolean): Change =>
  refusing(({ data }) =>
    Object.entries((data ?? {}) as object).some(
      ([name, value]) => !own.has(name) && typeof value === 'string' && isRefused(value),
    ),
  );

/** Texts that are as good as others, and what refuses them. */
const plainTexts: Readonly<Record<string, (text: string) => boolean>> = {
  'refuses-other-alphabets': (text) => /\P{ASCII}/u.test(text),
  'refuses-long-texts': (text) => text.length > 100,
};
const texts: typeof plainTexts = {
  ...plainTexts,
  'refuses-markup': (text) => /[<>]/.test(text),
};

const textDefects = ['subject', 'content'].flatMap((field) =>
  Object.entries(plainTexts).map(([what, isRefused]) => ({
    ...defect(
      `tickiti/${field}/type`,
      what,
      refusing(({ data }) => isRefused(String(valueAt(data, [field])))),
    ),
    // The page gives no most, and a server may have one.
    ...(what === 'refuses-long-texts' && { premise: 'tickiti/body/characters' }),
  })),
);

const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A stray one of the two texts beside another shape is passed over. */
const strayPassedOver = (field: 'subject' | 'content'): Change =>
  checking<Presence>(
    'presence',
    (inner, context) => {
      const { data, ...others } = (bodyOf(context.request) ?? {}) as Record<string, unknown>;
      const isStray = isObject(data) && Object.hasOwn(data as object, field);
      const isOtherShape = ['template_identifier', 'intervention'].some(
        (name) => others[name] !== undefined,
      );
      return isStray && isOtherShape ? undefined : inner(context);
    },
    ({ rule }, { id }) => rule === 'exactly-one-of' && id === operation,
  );

/** Of the two texts neither asks for the other. */
const textsApart = inContract((draft) =>
  change(bodyNode(draft, operation, ['properties', 'data']), { allOf: undefined }),
);

const shapesOpen = inContract((draft) => {
  for (const declared of behavioursIn<Presence>(draft.contract, 'presence'))
    if (declared.rule === 'exactly-one-of') change(declared, { none: undefined });
});

/** Absent data is filed as a ticket without words. */
const withoutData = (of: string): readonly Change[] => [
  inContract((draft) => {
    const node = bodyNode(draft, of) as { required: string[] };
    change(node, { required: node.required.filter((name) => name !== 'data') });
  }),
  filedWithoutWords(of),
];

function filedWithoutWords(of: string): Change {
  return {
    of: 'code',
    operation: of,
    wrap: (inner) => ({
      ...inner,
      create(creation) {
        const { template_identifier: _, intervention: __, ...text } = creation.body;
        const data = { subject: '(none)', content: '(none)' };
        if (!isObject(creation.body.data)) creation.body = { ...text, data };
        return inner.create(creation);
      },
    }),
  };
}

/** Data of another type is passed over, and nothing that should be in it is missed. */
const dataTaken = (type: 'string' | 'array'): readonly Change[] => [
  inContract((draft) => {
    const also = { type: ['object', type] };
    change(bodyNode(draft, operation, ['properties', 'data']), also);
  }),
  checking<Presence>('presence', (inner, context) => {
    const { data } = (bodyOf(context.request) ?? {}) as Body;
    return data === undefined || isObject(data) ? inner(context) : undefined;
  }),
  filedWithoutWords(operation),
];

export const fieldDefects: readonly Defect[] = [
  ...Object.entries({ 'takes-text': 'string', 'takes-a-list': 'array' } as const).map(
    ([what, type]) => ({
      ...defect('tickiti/data/type', what, ...dataTaken(type)),
      premise: 'tickiti/errors/other-faults',
    }),
  ),
  defect(
    'tickiti/authorisation/ability',
    'not-for-templates',
    checking<Authorisation>('authorisation', (inner, context) =>
      valueAt(bodyOf(context.request), ['template_identifier']) === undefined
        ? inner(context)
        : undefined,
    ),
  ),
  defect(
    'tickiti/authorisation/ability',
    'not-looked-at',
    checking<Authorisation>('authorisation', () => undefined),
  ),
  defect(
    'tickiti/unified/required-fields',
    'may-be-left-out-data',
    ...withoutData('createTicketUnified'),
  ),
  defect('tickiti/data/required', 'may-be-left-out', ...withoutData(operation), shapesOpen),
  ...['refuses-markup', 'refuses-other-alphabets', 'refuses-long-texts'].map((what) =>
    defect(
      'tickiti/data/bound-values',
      what,
      boundRefused((value) => texts[what]?.(value) === true),
    ),
  ),
  ...textDefects,
  ...[true, false].map((flag) =>
    defect(
      'tickiti/is-public/type',
      `refuses-${flag}`,
      refusing(({ is_public: isPublic }) => isPublic === flag),
    ),
  ),
  defect(
    'tickiti/queue/type',
    'takes-six-letters',
    refusing(({ data }) => String(valueAt(data, ['queue_name']) ?? '').length > 6),
  ),
  defect(
    'tickiti/headers/content-type',
    'takes-any-type',
    withType(() => 'application/json'),
  ),
  defect(
    'tickiti/shapes/stray-text',
    'a-stray-subject-is-passed-over',
    strayPassedOver('subject'),
    textsApart,
  ),
  defect(
    'tickiti/shapes/stray-text',
    'a-stray-content-is-passed-over',
    strayPassedOver('content'),
    textsApart,
  ),
  ...Object.entries({
    'free-text': ({ data }: Body) => valueAt(data, ['subject']) !== undefined,
    template: ({ template_identifier: template }: Body) => template !== undefined,
    intervention: ({ intervention }: Body) => intervention !== undefined,
  }).map(([shape, isMeant]) => defect(`tickiti/shapes/${shape}`, 'refused', refusing(isMeant))),
  defect(
    'tickiti/uid/with-intervention',
    'refused',
    refusing(({ uid, intervention }) => uid !== undefined && intervention !== undefined),
  ),
  defect(
    'tickiti/uid/optional',
    'refused-with-free-text',
    refusing(({ uid, data }) => uid !== undefined && valueAt(data, ['subject']) !== undefined),
  ),
  defect(
    'tickiti/idempotency/conflict',
    'passes-over-uid',
    seeing('idempotency', (request) =>
      seenAs(request, (body) => ({ ...(body as object), uid: undefined })),
    ),
  ),
  defect('tickiti/uid/not-unique', 'refused-the-second-time', uidOnce()),
  defect(
    'tickiti/response/status',
    'answers-201',
    statusOf({ operation, outcome: ['accepted', 'replayed'] }, 201),
  ),
  defect(
    'tickiti/response/status',
    'answers-201-in-the-unified-endpoint',
    statusOf({ operation: 'createTicketUnified', outcome: ['accepted'] }, 201),
  ),
  defect(
    'tickiti/idempotency/replay',
    'answers-208',
    statusOf({ operation, outcome: ['replayed'] }, 208),
  ),
  defect(
    'tickiti/idempotency/replay',
    'says-that-it-is-one',
    decidingWith(
      () =>
        ({ decision }) =>
          decision.outcome === 'replayed'
            ? { body: JSON.stringify({ ...JSON.parse(decision.body), replayed: true }) }
            : undefined,
    ),
  ),
];

function uidOnce(): Change {
  return decidingWith(() => {
    const seen = new Set<string>();
    return ({ decision, request, facts, operation: { envelope, failure } }) => {
      const uid = valueAt(bodyOf(request), ['uid']);
      if (decision.outcome !== 'accepted' || typeof uid !== 'string') return undefined;
      const name = `${facts.sandbox} ${facts.credential?.tenant} ${uid}`;
      if (!seen.has(name)) {
        seen.add(name);
        return undefined;
      }
      const answer = { ...failure.answers[0], status: 409, code: 'uid_taken' };
      return {
        outcome: 'refused',
        status: 409,
        writes: [],
        body: envelope(answer, 'This uid was used before.', 0),
      };
    };
  });
}
