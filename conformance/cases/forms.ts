import { isDeepStrictEqual } from 'node:util';
import type { Presence } from '../../specs/behaviours/presence.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { type Field, fieldsFor, walk } from './fields.ts';
import type { Maker } from './maker.ts';
import { isDocumented, type Subject } from './subject.ts';
import { typicalValue } from './values.ts';

/** One of the shapes that a valid request of an operation may have: midlyr's text and json, tickiti's A, B and C. */
export interface Form {
  readonly name: string;
  readonly subject: Subject;
  /** What the form chooses to send among fields that stand for each other. */
  readonly chosen: readonly string[];
  /** What it sets, since the rest of the shape hangs on it. */
  readonly constants: ReadonlyMap<string, unknown>;
  /** The fields of its smallest body, and of all that may be added to it. */
  readonly root: Field;
  /** Fields that the smallest body does without and that the document lets be sent. */
  readonly optionals: readonly Field[];
  /** Optional fields that this target turned out not to do without. */
  readonly needs: readonly string[];
  /** Which of its values a field that must have one of a list gets. */
  readonly turn: number;
}

export interface BuildOptions {
  readonly role?: string;
  /** Pointers of optional fields to be sent too. */
  readonly with?: readonly string[];
  /** How many items a list gets, as far as the target names so many that differ. */
  readonly items?: number;
  /** Whether a list may have one item several times rather than fewer items. */
  readonly mayRepeat?: boolean;
}

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

/** A valid body of a form, with new values wherever something is created. */
export function buildBody(form: Form, maker: Maker, options: BuildOptions = {}): unknown {
  const body = construct(form, maker, options);
  const { complete } = form.subject.provider;
  return complete ? complete(body, form.subject, maker, options.role ?? 'primary') : body;
}

/** Whether the schema and the declared presences take a body. */
export function isValid(subject: Subject, body: unknown): boolean {
  return subject.validate?.(body) === true && holdsPresences(subject, body);
}

export function holdsPresences({ presences }: Subject, body: unknown): boolean {
  return presences.every((presence) => presenceHolds(presence, body));
}

/** How many members of a presence a body has, or undefined where the rule does not apply. */
export function membersPresent({ of, when }: Presence, body: unknown): number | undefined {
  const has = (pointer: string) => valueAt(body, parsePointer(pointer)) !== undefined;
  if (when !== undefined && !has(when)) return undefined;
  return of.filter((member) => [member].flat().some(has)).length;
}

function presenceHolds(presence: Presence, body: unknown): boolean {
  const count = membersPresent(presence, body);
  if (count === undefined) return true;
  return (
    (presence.none === undefined || count > 0) && (presence.several === undefined || count <= 1)
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
  const absent = [...walk(form.root)].filter(
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

/** The pointers of a field and of all above it. */
export function withParents(field: Field): string[] {
  return field.parent ? [...withParents(field.parent), field.pointer] : [field.pointer];
}

function namesOf({ chosen, constants }: Form) {
  return { chosen, constants: [...constants] };
}

/** Conditions may demand more once a value is there, so with them it is built until nothing changes. */
function construct(form: Form, maker: Maker, options: BuildOptions): unknown {
  const { operation, hasConditions } = form.subject;
  const schema = operation.bodySchema ?? {};
  if (!hasConditions) return valueIn(form, form.root, maker, options, 0);
  let body: unknown;
  let shape = '';
  for (let round = 0; round < 5; round++) {
    body = valueIn(form, fieldsFor(schema, body), maker, options, 0);
    const next = shapeOf(body);
    if (next === shape) break;
    shape = next;
  }
  return body;
}

function valueIn(
  form: Form,
  field: Field,
  maker: Maker,
  options: BuildOptions,
  index: number,
): unknown {
  const constant = form.constants.get(field.pointer);
  if (constant !== undefined) return constant;
  const named = field.children.filter(({ name }) => name !== '*');
  const [item] = field.children.filter(({ name }) => name === '*');
  if (item) {
    const items = Array.from({ length: countOf(form, field, options) }, (_, i) =>
      valueIn(form, item, maker, options, i),
    );
    return items.filter((value) => value !== undefined);
  }
  if (named.length === 0) {
    const role = options.role ?? 'primary';
    return typicalValue(form.subject, field, maker, { role, index, turn: form.turn });
  }
  const members = named
    .filter((child) => isSent(form, child, options))
    .map((child) => [child.name, valueIn(form, child, maker, options, index)] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(members);
}

function countOf({ subject }: Form, { pointer, schema }: Field, options: BuildOptions): number {
  const wanted = Math.max(options.items ?? 1, Number(schema.minItems ?? 0));
  const reference = subject.references.find(({ at }) => at.startsWith(`${pointer}/*`));
  if (!reference || options.mayRepeat) return wanted;
  const own = subject.known.own(reference.to, options.role ?? 'primary');
  return Math.min(wanted, Math.max(own.length, 1));
}

function isSent(form: Form, field: Field, options: BuildOptions): boolean {
  const { pointer } = field;
  const forced = [...form.chosen, ...form.constants.keys(), ...form.needs];
  return (
    field.required ||
    options.with?.includes(pointer) === true ||
    forced.some((at) => at === pointer || at.startsWith(`${pointer}/`))
  );
}

/** The keys of a value, without what stands in them. */
function shapeOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null ? inner : 0,
  );
}
