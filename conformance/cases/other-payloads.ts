import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Plan } from './change.ts';
import { isStillValid } from './contexts.ts';
import { type Draft, leavesOf, put, withField } from './draft.ts';
import { fieldAt, fieldsIn } from './fields.ts';

/** A request like another, but for one place of its payload. */
export interface OtherPayload {
  /** Where, and how. */
  readonly name: string;
  readonly draft: Draft;
}

/**
 * Requests that differ from a draft in one place each, at every depth: another value, a field more, a
 * field less, a list in another order. All of them are valid.
 */
export function otherPayloads(plan: Plan, draft: Draft): OtherPayload[] {
  const found = [...otherValues(plan, draft), ...fieldsLess(plan, draft), ...deeper(plan, draft)];
  return found.filter((other) => isStillValid(plan, other.draft));
}

function otherValues(plan: Plan, draft: Draft): OtherPayload[] {
  return leavesOf(draft.body).flatMap(({ pointer, value }) => {
    const next = anotherValue(plan, pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*'), value);
    if (next === undefined) return [];
    const alike = typeof next === 'string' && next === `${value}x` ? sameLength(String(value)) : {};
    return Object.entries({ 'another-value': next, ...alike })
      .filter(([, changed]) => changed !== value)
      .map(([name, changed]) => ({
        name: `${pointer}/${name}`,
        draft: withField(draft, pointer, changed),
      }));
  });
}

/** Texts as long as another, for comparisons by length or by folded letters. */
function sameLength(value: string): Record<string, string> {
  return { 'other-letter': `${value.slice(0, -1)}~`, 'other-case': value.toUpperCase() };
}

/** Texts that look alike, or nearly so: whether one is another payload than the other is nobody's word. */
const lookalikes: Readonly<Record<string, readonly [string, string]>> = {
  'white-space': ['two words', 'two  words'],
  'at-the-end': ['a word', 'a word '],
  composed: ['caf\u00e9', 'cafe\u0301'],
  compatible: ['\ufb01ne', 'fine'],
  'line-ends': ['one\ntwo', 'one\r\ntwo'],
  accents: ['resume', 'r\u00e9sum\u00e9'],
};

/** Pairs of requests that differ in how one text is written. */
export function nearPayloads(
  plan: Plan,
  draft: Draft,
): [first: OtherPayload, second: OtherPayload][] {
  const place = leavesOf(draft.body).find(({ pointer, value }) => isFreeText(plan, pointer, value));
  if (!place) return [];
  const { pointer, value } = place;
  return Object.entries(lookalikes).flatMap(([name, texts]) => {
    const [first, second] = texts.map((text) => ({
      name: `${pointer}/${name}`,
      draft: withField(draft, pointer, `${value} ${text}`),
    }));
    if (!first || !second) return [];
    return [first, second].every((one) => isStillValid(plan, one.draft)) ? [[first, second]] : [];
  });
}

/** A text in which anything may be written. */
function isFreeText(plan: Plan, pointer: string, value: unknown): boolean {
  const place = pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  return typeof value === 'string' && anotherValue(plan, place, value) === `${value}x`;
}

function anotherValue(plan: Plan, pointer: string, value: unknown): unknown {
  const reference = plan.references.find(({ at }) => at === pointer);
  if (reference) {
    const field = reference.by ?? 'id';
    // Not a name on which other fields hang: what a template binds is not what another one does.
    if (plan.forms.some(({ chosen }) => chosen.includes(pointer))) return undefined;
    return plan.known
      .own(reference.to, 'primary')
      .map((entity) => entity[field])
      .find((other) => other !== value);
  }
  const isSet = [...plan.ownerships, ...plan.allowLists].some(({ at }) => at === pointer);
  if (isSet || isKey(plan, pointer) || plan.forms.some(({ constants }) => constants.has(pointer)))
    return undefined;
  const schema = plan.forms
    .map(({ root }) => fieldAt(root, pointer))
    .find((field) => field !== undefined)?.schema;
  if (schema?.enum) return (schema.enum as unknown[]).find((other) => other !== value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (schema?.format === 'email') return String(value).replace('dc-', 'dc-other-');
  if (schema?.format !== undefined || schema?.pattern !== undefined) return undefined;
  return typeof value === 'string' ? `${value}x` : undefined;
}

function isKey({ idempotency }: Plan, pointer: string): boolean {
  return idempotency?.key.in === 'body' && idempotency.key.at === pointer;
}

function fieldsLess(plan: Plan, draft: Draft): OtherPayload[] {
  const optional = plan.forms.flatMap(({ optionals }) => optionals);
  const tellingly = optional.filter(({ pointer, schema }) => {
    const value = valueAt(draft.body, parsePointer(pointer));
    // Whether what is left out is the same as its default is nothing that a document says.
    return value !== undefined && value !== schema.default;
  });
  return [...new Set(tellingly.map(({ pointer }) => pointer))]
    .filter((pointer) => !pointer.includes('*') && !isKey(plan, pointer))
    .map((pointer) => ({
      name: `${pointer}/left-out`,
      draft: withField(draft, pointer, undefined),
    }));
}

/** Where the document lets anything stand, what differs may lie deep. */
function deeper(plan: Plan, draft: Draft): OtherPayload[] {
  const place = freePlace(plan);
  if (place === undefined || valueAt(draft.body, parsePointer(place)) === undefined) return [];
  const inside = valueAt(draft.body, parsePointer(`${place}/${deepName}`)) as object | undefined;
  if (!inside) return [];
  const changed = (path: readonly string[], value: unknown) =>
    withField(draft, `${place}/${deepName}`, put(inside, path, value));
  return [
    { name: `${place}/deep-value`, draft: changed(['list', '1', 'leaf'], 'other') },
    { name: `${place}/deep-order`, draft: changed(['list'], [{ leaf: 'b' }, { leaf: 'a' }]) },
    { name: `${place}/deep-type`, draft: changed(['number'], '1') },
    { name: `${place}/deep-more`, draft: changed(['more'], true) },
    { name: `${place}/deep-null`, draft: changed(['nothing'], undefined) },
  ];
}

const deepName = 'doublecheck_deep';

/** The draft with something deep in it, where the document lets anything stand. */
export function withDepth(plan: Plan, draft: Draft): Draft {
  const place = freePlace(plan);
  if (place === undefined || valueAt(draft.body, parsePointer(place)) === undefined) return draft;
  const deep = { list: [{ leaf: 'a' }, { leaf: 'b' }], number: 1, nothing: null };
  return withField(draft, `${place}/${deepName}`, deep);
}

/** An object of which a documented clause says that its members are free. */
function freePlace(plan: Plan): string | undefined {
  const fields = plan.forms.flatMap(({ root }) => fieldsIn(root));
  const free = fields.find(({ pointer, schema }) => {
    const clause = (schema['x-clause'] as Record<string, string> | undefined)?.additionalProperties;
    return (
      pointer !== '' &&
      clause !== undefined &&
      plan.contract.clauses.get(clause)?.level === 'documented'
    );
  });
  return free?.pointer;
}
