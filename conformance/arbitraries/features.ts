import fc, { type Arbitrary } from 'fast-check';
import type { Features } from '../cases/features.ts';
import { clauseOfField, type Field, fieldsIn } from '../cases/fields.ts';
import type { Form } from '../cases/form.ts';
import { mediaTypes, shapeOf } from '../cases/shapes.ts';
import { isDocumented } from '../cases/subject.ts';

/**
 * Fields to send beside those that a form cannot do without, and values for those that take more than
 * one. `undefined` as a value leaves to the form what stands there. Shrinks towards the smallest request.
 */
export function featuresOf(form: Form): Arbitrary<Features> {
  const optional = form.optionals.map((field) => field.pointer);
  const fields = fieldsIn(form.root).filter(({ pointer }) => !pointer.includes('*'));
  const drawn = fields.flatMap((field) => {
    const values = valuesOf(form, field);
    if (optional.includes(field.pointer)) return [optionalOf(field, values)];
    return field.required && values ? [optionalOf(field, values)] : [];
  });
  return fc.tuple(...drawn).map((pairs) => new Map(pairs.flat()));
}

function optionalOf(
  { pointer }: Field,
  values: Arbitrary<unknown> | undefined,
): Arbitrary<[string, unknown][]> {
  const sent = (values ?? fc.constant(undefined)).map((value): [string, unknown][] => [
    [pointer, value],
  ]);
  return fc.oneof(fc.constant<[string, unknown][]>([]), sent);
}

/** Values that a field takes beside its typical one; undefined where its meaning is not in its schema. */
function valuesOf(
  { subject, constants, chosen }: Form,
  field: Field,
): Arbitrary<unknown> | undefined {
  const { pointer, schema } = field;
  if (constants.has(pointer) || isBound(subject, pointer)) return undefined;
  if (schema.type === 'object' && field.children.length === 0 && pointer !== '') return anyObject;
  if (chosen.includes(pointer) && schema.type !== 'string') return undefined;
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'string' && schema.format === undefined && schema.pattern === undefined)
    return textAt(subject, field);
  return undefined;
}

/** Where an example shows what kind of text it is, one of that kind. */
function textAt(subject: Form['subject'], field: Field): Arbitrary<string> {
  const shape = shapeOf(subject, field);
  if (shape?.name === 'media-type') return fc.constantFrom(...mediaTypes);
  return textOf(lengthsOf(subject, field)).map((text) => shape?.of(text) ?? text);
}

function isBound(
  { references, ownerships, allowLists, idempotency }: Form['subject'],
  at: string,
): boolean {
  const key = idempotency?.key.in === 'body' ? idempotency.key.at : undefined;
  return key === at || [...references, ...ownerships, ...allowLists].some((one) => one.at === at);
}

/**
 * Letters of one, two, three and four bytes: nothing that a server could take for a control, for markup
 * or for a separator, or trim away. What the document is silent about has variations of its own.
 */
const letter = fc.constantFrom(...'aZ09-_.,:;!?()éßЖ中あ😀👩🏽‍🚀');

interface Lengths {
  readonly min: number;
  readonly max: number;
}

/** What the document says of a text's length; where it says nothing, what every server will take. */
function lengthsOf(subject: Form['subject'], field: Field): Lengths {
  const { minLength, maxLength } = field.schema;
  const clause = clauseOfField(field, 'minLength');
  const isSaid = minLength !== undefined && clause && isDocumented(subject, clause);
  const max = Math.min(Number(maxLength ?? 50), 200);
  return { min: Math.min(Math.max(isSaid ? Number(minLength) : 8, 1), max), max };
}

/** The length is drawn first and the rest padded: it shrinks in a few steps. */
function textOf({ min, max }: Lengths): Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min, max }), fc.array(letter, { maxLength: 8 }))
    .map(([length, letters]) => {
      const text = letters.join('').padEnd(length, 'x').slice(0, length);
      return text.toWellFormed().replaceAll('\uFFFD', 'x');
    });
}

const word = fc.string({ unit: fc.constantFrom(...'abcXYZ09éж中😀'), maxLength: 6 });
const scalar = fc.oneof(
  word,
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })
    .map((number) => number + 0),
  fc.boolean(),
  fc.constant(null),
);

/** JSON of any form, a few levels deep, with names that are no server's own. */
const anyObject = fc.dictionary(
  word.map((text) => `m${text}`),
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        word.map((text) => `n${text}`),
        tie('value'),
        { maxKeys: 3 },
      ),
    ),
  })).value,
  { maxKeys: 4 },
);
