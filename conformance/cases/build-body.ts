import { type Field, fieldsFor } from './fields.ts';
import type { BuildOptions, Form } from './form.ts';
import { Maker } from './maker.ts';
import { typicalValue } from './values.ts';

/** A valid body of a form, with new values wherever something is created. */
export function buildBody(form: Form, maker: Maker, options: BuildOptions = {}): unknown {
  const body = construct(form, maker, options);
  const { complete } = form.subject.provider;
  return complete ? complete(body, form.subject, maker, options.role ?? 'primary') : body;
}

function construct(form: Form, maker: Maker, options: BuildOptions): unknown {
  const root = form.subject.hasConditions ? fieldsWith(form, options) : form.root;
  return valueIn(form, root, maker, options, 0);
}

const known = new WeakMap<Form, Map<string, Field>>();
const mostKnown = 1000;

/** Conditions may demand more once a value is there, so with them it is built until nothing changes. */
function fieldsWith(form: Form, options: BuildOptions): Field {
  const trees = known.get(form) ?? new Map<string, Field>();
  known.set(form, trees);
  const key = JSON.stringify(options);
  const found = trees.get(key);
  if (found) return found;
  if (trees.size >= mostKnown) trees.clear();
  const made = settled(form, options);
  trees.set(key, made);
  return made;
}

function settled(form: Form, options: BuildOptions): Field {
  const schema = form.subject.operation.bodySchema ?? {};
  const maker = new Maker(0, 'plan', 'plan');
  let root = fieldsFor(schema, undefined);
  let shape = '';
  for (let round = 0; round < 5; round++) {
    const body = valueIn(form, root, maker, options, 0);
    const next = shapeOf(body);
    if (next === shape) break;
    shape = next;
    root = fieldsFor(schema, body);
  }
  return root;
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
    .filter((child) => child.required || isSent(form, child, options))
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
  const isForced = (at: string) =>
    at.startsWith(pointer) && (at.length === pointer.length || at[pointer.length] === '/');
  return (
    options.with?.includes(pointer) === true ||
    form.chosen.some(isForced) ||
    form.needs.some(isForced) ||
    [...form.constants.keys()].some(isForced)
  );
}

/** The keys of a value, without what stands in them. */
function shapeOf(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null ? inner : 0,
  );
}
