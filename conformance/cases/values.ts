import fc from 'fast-check';
import type { AllowList } from '../../specs/behaviours/allow-list.ts';
import type { Reference } from '../../specs/behaviours/reference.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { Field } from './fields.ts';
import type { Maker } from './maker.ts';
import { shapeOf } from './shapes.ts';
import type { Subject } from './subject.ts';

/** For whom a value is made, and the how-manieth of a list it is. */
export interface Place {
  readonly role: string;
  readonly index: number;
  /** Which of the values of a list it is, where there is one. */
  readonly turn?: number;
}

/**
 * A value for a field that every reading of the document takes: what exists where something is referred
 * to, what nobody used before where something is created, plain text elsewhere.
 *
 * @returns undefined where the target names nothing that could stand there.
 */
export function typicalValue(subject: Subject, field: Field, maker: Maker, place: Place): unknown {
  const make = known.get(field) ?? valueMaker(subject, field);
  known.set(field, make);
  return make(maker, place);
}

type ValueMaker = (maker: Maker, place: Place) => unknown;

/** A field is asked for a value in every request. It is one subject's: each reads the schema for itself. */
const known = new WeakMap<Field, ValueMaker>();

function valueMaker(subject: Subject, field: Field): ValueMaker {
  const here = field.pointer;
  const reference = subject.references.find(({ at }) => at === here);
  if (reference) return referred(subject, reference);
  if (subject.ownerships.some(({ at }) => at === here))
    return (_, { role }) => subject.known.credential(role)?.subject;
  const allowList = subject.allowLists.find(({ at }) => at === here);
  if (allowList) return allowed(subject, allowList);
  const shape = shapeOf(subject, field);
  if (shape) return (maker) => shape.make(maker);
  return (maker, { turn }) => plainValue(field.schema, maker, turn);
}

function referred({ known: target }: Subject, { to, by = 'id' }: Reference): ValueMaker {
  return (_, { role, index }) => {
    const own = target.own(to, role);
    return own[index % Math.max(own.length, 1)]?.[by];
  };
}

function allowed({ known: target }: Subject, { setting }: AllowList): ValueMaker {
  return (maker, { role, index }) => {
    // Where the server looks whether a file is there, the target names some that are.
    const files = target.own('attachment', role);
    if (files.length > 0) return files[index % files.length]?.id;
    const prefixes = target.setting(setting, role);
    return Array.isArray(prefixes) ? `${prefixes[0]}${maker.word()}.png` : undefined;
  };
}

/** A value that satisfies a schema without `properties` and `items`. */
export function plainValue(schema: JsonSchema, maker: Maker, turn = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  const values = (schema.enum ?? []) as unknown[];
  const telling = values.filter((value) => value !== schema.default);
  if (values.length > 0) return telling[turn % telling.length] ?? values[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'boolean':
      return schema.default !== true;
    case 'integer':
    case 'number':
      return numberFor(schema);
    case 'object':
      return { note: maker.word() };
    case 'array':
      return [];
    case 'null':
      return null;
    default:
      return textFor(schema, maker);
  }
}

/** Some way from its bounds, where there is a way. */
function numberFor(schema: JsonSchema): number {
  const { maximum, exclusiveMaximum, multipleOf } = schema;
  const least = aboveBound(schema);
  if (multipleOf !== undefined) return least;
  const most = Math.min(
    Number(maximum ?? Number.POSITIVE_INFINITY),
    exclusiveMaximum === undefined
      ? Number.POSITIVE_INFINITY
      : Number(exclusiveMaximum) - step(schema),
  );
  return Math.min(least + 7, most);
}

/** The least number that a schema takes; of one without a least, none below 0. */
export function aboveBound(schema: JsonSchema): number {
  const { minimum = 0, exclusiveMinimum, multipleOf } = schema;
  const bound =
    exclusiveMinimum === undefined
      ? Number(minimum)
      : Math.max(
          Number(schema.minimum ?? exclusiveMinimum),
          Number(exclusiveMinimum) + step(schema),
        );
  return multipleOf === undefined
    ? bound
    : Math.ceil(bound / Number(multipleOf)) * Number(multipleOf);
}

/** How far a number has to be from a bound that it must not be. */
function step({ type, multipleOf }: JsonSchema): number {
  if (multipleOf !== undefined) return Number(multipleOf);
  return type === 'integer' ? 1 : 0.5;
}

const ofFormat: Readonly<Record<string, (maker: Maker) => string>> = {
  email: (maker) => maker.email(),
  uuid: (maker) => maker.uuid(),
  byte: (maker) => Buffer.from(maker.word()).toString('base64'),
  uri: (maker) => `https://example.com/${maker.word()}`,
  'date-time': () => '2026-01-15T09:30:00Z',
  date: () => '2026-01-15',
};

function textFor({ format, pattern, minLength = 0, maxLength }: JsonSchema, maker: Maker): string {
  const made = ofFormat[String(format)];
  if (made) return made(maker);
  if (typeof pattern === 'string') return matching(pattern, maker);
  const text = maker.word().padEnd(Number(minLength), '.');
  return maxLength === undefined ? text : text.slice(0, Number(maxLength));
}

/** Texts of a pattern: what makes them takes long to be made itself. */
const arbitraries = new Map<string, fc.Arbitrary<string>>();

/** In lower case where that matches too: no reading of an address or an id minds. */
export function matching(pattern: string, maker: Maker): string {
  const regex = new RegExp(pattern, 'u');
  const arbitrary = arbitraries.get(pattern) ?? fc.stringMatching(regex);
  arbitraries.set(pattern, arbitrary);
  const [text = ''] = fc.sample(arbitrary, { numRuns: 1, seed: maker.below(2 ** 31) });
  const lower = text.toLowerCase();
  return regex.test(lower) ? lower : text;
}
