import { formatPointer, parsePointer } from '../../../specs/contract/pointer.ts';
import type { Plan } from '../change.ts';
import { type Draft, leavesOf } from '../draft.ts';
import { draftOf } from '../draft-of.ts';
import { clauseOfField, type Field, fieldAt, fieldsIn, withParents } from '../fields.ts';
import type { Form } from '../form.ts';
import { Maker } from '../maker.ts';
import { fieldOf, placeIn } from '../place.ts';
import { isValid } from '../valid.ts';
import { namesSomething } from '../variations/variation-at.ts';

/** Where any text may stand: a field of the schema, or a member that a request has in a free object. */
export interface TextPlace {
  readonly pointer: string;
  /** Characters that it takes. */
  readonly room: number;
  /** The same text would be the same request again. */
  readonly isKey: boolean;
  /** It is the first one of a form, those before others that its smallest request has. */
  readonly isFirst: boolean;
  readonly form: Form;
}

/** Longer than anybody writes, and short enough for any body. */
const muchRoom = 100_000;

/** A template may repeat what it is bound to, and has an end as well. */
const memberRoom = 50_000;

type Sized = readonly [pointer: string, room: number];

/** Every place for a text, over all forms, each once and in the first form that has it. */
export function textPlaces(plan: Plan): TextPlace[] {
  const places = new Map<string, TextPlace>();
  for (const form of plan.forms) {
    const smallest = draftOf(plan, form, planning());
    const isOptional = ([pointer]: Sized) => Number(fieldOf(smallest, pointer) === undefined);
    const all = [...freeTexts(plan, form), ...freeMembers(plan, form)];
    const inOrder = all.toSorted((a, b) => isOptional(a) - isOptional(b));
    for (const [i, [pointer, room]] of inOrder.entries()) {
      const known = places.get(pointer);
      const isFirst = i === 0 || known?.isFirst === true;
      places.set(pointer, { ...(known ?? placeOf(plan, form, pointer, room)), isFirst });
    }
  }
  return [...places.values()];
}

function placeOf({ idempotency }: Plan, form: Form, pointer: string, room: number) {
  const isKey = idempotency?.key.in === 'body' && idempotency.key.at === pointer;
  return { pointer, room, isKey, form };
}

/** Fields of which the schema says no more than that they are texts, and how long. */
function freeTexts(plan: Plan, form: Form): Sized[] {
  return fieldsIn(form.root).flatMap((field) => {
    const { type, format, pattern, enum: listed, const: only, maxLength } = field.schema;
    const isFree = type === 'string' && !format && !pattern && !listed && only === undefined;
    if (!isFree || namesSomething(plan, field) || !isUsable(plan, form, field)) return [];
    return [[field.pointer, Number(maxLength ?? muchRoom)]];
  });
}

/** What the schema does not name: the texts of free objects, and what a template is bound to. */
function freeMembers(plan: Plan, form: Form): Sized[] {
  const objects = objectPlaces(plan, form).map(({ pointer }) => pointer);
  const { body } = draftOf(plan, form, planning(), { with: objects, items: 1 });
  return leavesOf(body).flatMap(({ pointer, value }) => {
    const isNamed = fieldAt(form.root, pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')) !== undefined;
    return typeof value === 'string' && !isNamed ? [[pointer, memberRoom]] : [];
  });
}

/** The objects of a form in which members may stand that the schema does not name, the body first. */
export function objectPlaces(plan: Plan, form: Form): Field[] {
  return fieldsIn(form.root).filter((field) => {
    const isOpen = clauseOfField(field, 'additionalProperties') !== undefined;
    const isFree = field.children.length === 0 && field.pointer !== '';
    const isObject = field.schema.type === 'object' && field.schema.additionalProperties !== false;
    return isObject && (isOpen || isFree) && isUsable(plan, form, field);
  });
}

/** The smallest request of a form that has a field, where it can have it. */
export function draftWith(
  plan: Plan,
  form: Form,
  pointer: string,
  maker: Maker,
): Draft | undefined {
  const field = deepest(form, pointer);
  const draft = draftOf(plan, form, maker, { with: field ? withParents(field) : [], items: 1 });
  return placeIn(draft.body, pointer) === undefined ? undefined : draft;
}

/** The field at a pointer, or the nearest one around it. */
function deepest(form: Form, pointer: string): Field | undefined {
  const names = parsePointer(pointer);
  for (let length = names.length; length > 0; length--) {
    const field = fieldAt(form.root, formatPointer(names.slice(0, length)));
    if (field) return field;
  }
  return undefined;
}

function isUsable(plan: Plan, form: Form, { pointer }: Field): boolean {
  const draft = draftWith(plan, form, pointer, planning());
  return draft !== undefined && isValid(plan, draft.body);
}

/** Makes values that are looked at and not sent. */
function planning(): Maker {
  return new Maker(0, 'plan', 'plan');
}
