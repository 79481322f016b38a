import { createRequire } from 'node:module';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Plan } from './change.ts';
import { isStillValid } from './contexts.ts';
import { type Features, featuredDraft } from './features.ts';
import { type Field, fieldAt } from './fields.ts';
import type { Form } from './form.ts';
import type { Recipe } from './recipe.ts';
import { statusClause } from './status-clause.ts';

// Its one build is CommonJS, whose default export Node and a bundler do not agree on.
const covertable = createRequire(import.meta.url)('covertable') as typeof import('covertable');

/** What a field is in one row: left out, as the form has it, or one of its values. */
type Level = { readonly value?: unknown } | 'absent';

/** A request that has some of the optional fields, and which it has. */
export interface Pairs {
  readonly recipe: Recipe;
  readonly form: Form;
  readonly features: Features;
}

/**
 * Every two optional fields meet in every two of their values, absence among them, in as few requests as
 * the covering array takes.
 */
export function pairsOf(plan: Plan): Pairs[] {
  const clauses = [statusClause(plan)].filter((clause) => clause !== undefined);
  return plan.forms.flatMap((form) =>
    rowsOf(form).map((features, i): Pairs => {
      const recipe: Recipe = {
        id: `coverage/pairs/${form.name}/${i + 1}`,
        expects: { is: 'accepted', clauses },
        make(maker) {
          const draft = featuredDraft(plan, form, features, maker);
          return isStillValid(plan, draft) ? draft : undefined;
        },
      };
      return { recipe, form, features };
    }),
  );
}

/** Those that can be left out or be there; what stands in a list is there as often as the list has items. */
function fieldsOf({ optionals }: Form): Field[] {
  return optionals.filter(({ pointer }) => !pointer.includes('*'));
}

function rowsOf(form: Form): Features[] {
  const fields = fieldsOf(form);
  if (fields.length < 2) return [];
  const levels = new Map(fields.map(({ pointer }) => [pointer, levelsOf(form, pointer)]));
  const factors = Object.fromEntries(
    [...levels].map(([pointer, values]) => [pointer, values.map((_, i) => i)]),
  );
  return coveringArray(factors).map((row) => {
    const chosen = Object.entries(row).map(
      ([pointer, i]) => [pointer, levels.get(pointer)?.[Number(i)]] as const,
    );
    const sent = chosen.flatMap(([pointer, level]) =>
      level === undefined || level === 'absent' ? [] : [[pointer, level.value] as const],
    );
    return new Map(sent);
  });
}

const arrays = new Map<string, readonly Record<string, number>[]>();

/** Worked out once: it follows from the factors alone. */
function coveringArray(factors: Record<string, number[]>): readonly Record<string, number>[] {
  const key = JSON.stringify(factors);
  const rows = arrays.get(key) ?? covertable.make(factors);
  arrays.set(key, rows);
  return rows;
}

function levelsOf(form: Form, pointer: string): Level[] {
  const field = fieldAt(form.root, pointer);
  const { enum: listed, type } = field?.schema ?? {};
  const values = (listed ?? (type === 'boolean' ? [true, false] : [undefined])) as unknown[];
  return ['absent', ...values.map((value) => ({ value }))];
}

/** How many pairs of values any two optional fields of a form can have. */
export function pairCount(form: Form): number {
  const counts = fieldsOf(form).map(({ pointer }) => levelsOf(form, pointer).length);
  return counts.reduce(
    (sum, count, i) => sum + counts.slice(i + 1).reduce((inner, other) => inner + count * other, 0),
    0,
  );
}

/** The pairs that a body of a form has, each by a name of its own; none of another form's. */
export function pairsIn(form: Form, body: unknown): string[] {
  const isOfForm =
    form.chosen.every((pointer) => at(body, pointer) !== undefined) &&
    [...form.constants].every(([pointer, value]) => at(body, pointer) === value);
  if (!isOfForm) return [];
  const levels = fieldsOf(form).map(({ pointer }) => levelIn(form, pointer, body));
  return levels.flatMap((level, i) =>
    levels.slice(i + 1).flatMap((other, k) => {
      const isKnown = level >= 0 && other >= 0;
      return isKnown ? [`${form.name} ${i}:${level} ${i + 1 + k}:${other}`] : [];
    }),
  );
}

function levelIn(form: Form, pointer: string, body: unknown): number {
  const value = at(body, pointer);
  if (value === undefined) return 0;
  const levels = levelsOf(form, pointer);
  // Where the form chooses the value, being there is all that there is to it.
  if (levels.length === 2) return 1;
  return levels.findIndex((level) => level !== 'absent' && level.value === value);
}

function at(body: unknown, pointer: string): unknown {
  return valueAt(body, parsePointer(pointer));
}
