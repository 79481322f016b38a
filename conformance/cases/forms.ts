import { isDeepStrictEqual } from 'node:util';
import type { Presence } from '../../specs/behaviours/presence.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { buildBody } from './build-body.ts';
import { type Field, fieldsFor, fieldsIn, withParents } from './fields.ts';
import type { Form } from './form.ts';
import type { Maker } from './maker.ts';
import { isDocumented, type Subject } from './subject.ts';
import { isValid } from './valid.ts';

/**
 * The forms of an operation that can be built with what the target has. An operation without a body has
 * one form with nothing in it.
 */
export function formsOf(subject: Subject, maker: Maker): Form[] {
  const schema = subject.operation.bodySchema;
  if (!schema) return [];
  const choices = [
    ...subject.presences.map(choicesOf).filter((members) => members.length > 0),
    ...discriminators(schema).map(({ pointer, values }) =>
      values.map((value) => ({ pointer, value })),
    ),
  ];
  const forms = combinations(choices).flatMap((picked) => formOf(subject, schema, picked, maker));
  return forms.filter(
    (form, i) => forms.findIndex((other) => isDeepStrictEqual(namesOf(form), namesOf(other))) === i,
  );
}

type Choice = { readonly pointer: string; readonly value?: unknown };

/** The members that one must be chosen of; of a member that is a list its first field brings the others. */
function choicesOf({ rule, of }: Presence): Choice[] {
  if (rule === 'forbidden-together') return [];
  return of.map((member) => ({ pointer: [member].flat()[0] ?? '' }));
}

/** Fields whose value decides what else there is: those that an `if` compares with a constant. */
function discriminators(
  schema: JsonSchema,
  pointer = '',
): { pointer: string; values: unknown[] }[] {
  const found = new Map<string, unknown[]>();
  for (const part of (schema.allOf ?? []) as { if?: { properties?: Schemas } }[]) {
    for (const [name, { const: value }] of Object.entries(part.if?.properties ?? {})) {
      if (value === undefined) continue;
      found.set(`${pointer}/${name}`, [...(found.get(`${pointer}/${name}`) ?? []), value]);
    }
  }
  const below = Object.entries((schema.properties ?? {}) as Schemas).flatMap(([name, inner]) =>
    discriminators(inner, `${pointer}/${name}`),
  );
  return [...[...found].map(([at, values]) => ({ pointer: at, values })), ...below];
}

type Schemas = Record<string, JsonSchema>;

function combinations(groups: readonly Choice[][]): Choice[][] {
  return groups.reduce<Choice[][]>(
    (all, group) => all.flatMap((before) => group.map((choice) => [...before, choice])),
    [[]],
  );
}

function formOf(
  subject: Subject,
  schema: JsonSchema,
  picked: readonly Choice[],
  maker: Maker,
): Form[] {
  const chosen = picked.filter(({ value }) => value === undefined).map(({ pointer }) => pointer);
  const applicable = chosen.filter((pointer) => isApplicable(subject, pointer, chosen));
  const constants = new Map(
    picked.flatMap(({ pointer, value }) =>
      value === undefined ? [] : [[pointer, value] as const],
    ),
  );
  const names = [...applicable, ...[...constants].map(([at, value]) => `${at}=${value}`)];
  const name = names.map((one) => one.slice(1).replaceAll('/', '.')).join('+');
  const bare = {
    name: name || 'plain',
    subject,
    chosen: applicable,
    constants,
    root: fieldsFor(schema, undefined),
    optionals: [],
    needs: [],
    turn: 0,
  };
  const body = buildBody(bare, maker);
  if (!isValid(subject, body)) return [];
  const root = fieldsFor(schema, body);
  const form = { ...bare, root };
  return [{ ...form, optionals: optionalsOf(form, body, maker) }];
}

/** A choice inside something that the form does not send is none. */
function isApplicable({ presences }: Subject, pointer: string, chosen: readonly string[]): boolean {
  const own = presences.find(({ of }) => of.flat().includes(pointer));
  return own?.when === undefined || chosen.includes(own.when);
}

/** Tried one by one: what the schema or a presence refuses, or only an assumption lets in, is none. */
function optionalsOf(form: Form, body: unknown, maker: Maker): Field[] {
  const absent = fieldsIn(form.root).filter(
    (field) =>
      !field.pointer.endsWith('/*') &&
      valueAt(body, parsePointer(field.pointer.replaceAll('/*', '/0'))) === undefined,
  );
  return absent.filter((field) => {
    if (!mayBeSent(form.subject, field)) return false;
    const more = buildBody(form, maker, { with: withParents(field) });
    const at = parsePointer(field.pointer.replaceAll('/*', '/0'));
    return valueAt(more, at) !== undefined && isValid(form.subject, more);
  });
}

/** Whether the document itself lets the field be sent: else a server that refuses it may be right. */
function mayBeSent(subject: Subject, { schema }: Field): boolean {
  const citation = schema['x-clause'];
  const named = typeof citation === 'object' ? Object.values(citation as object) : [citation];
  const clauses = named.filter((clause) => typeof clause === 'string');
  return clauses.length === 0 || clauses.some((clause) => isDocumented(subject, clause));
}

function namesOf({ chosen, constants }: Form) {
  return { chosen, constants: [...constants] };
}
