import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Fault, Plan, Variation } from './change.ts';
import type { Draft } from './draft.ts';
import { draftOf } from './draft-of.ts';
import { type Field, fieldAt, withParents } from './fields.ts';
import type { Form } from './form.ts';
import type { Maker } from './maker.ts';
import { placeIn } from './place.ts';
import { brokenPresences, holdsPresences, isValid } from './valid.ts';

/**
 * In what a fault or a variation is put: the smallest request that has the field, one with every field,
 * or, where it is of no field, the smallest of another form.
 */
export type Context = 'small' | 'full' | `form-${number}`;

type Change = Pick<Fault & Variation, 'pointer' | 'items' | 'role' | 'isAlone' | 'apply'>;

/** The contexts that a change is worth being tried in. */
export function contextsFor(plan: Plan, { pointer, items, isAlone }: Change): Context[] {
  if (isAlone || items !== undefined) return ['small'];
  const others = pointer === '' ? plan.forms.slice(1).map((_, i): Context => `form-${i + 1}`) : [];
  return ['small', ...others, 'full'];
}

/**
 * The request of the first form in which a change has a place and makes what it should.
 *
 * @returns undefined where no form has one.
 */
export function changedDraft(
  plan: Plan,
  change: Change,
  context: Context,
  maker: Maker,
  isFit: (draft: Draft) => boolean = () => true,
): Draft | undefined {
  for (const form of formsFor(plan, change, context)) {
    const draft = contextDraft(plan, form, change, context, maker);
    if (form && !isBase(plan, change, draft)) continue;
    const changed = change.apply(draft, maker);
    if (changed && isFit(changed)) return changed;
  }
  return undefined;
}

/** The forms that have the field, or the one that the context names; an operation without a body has none. */
function formsFor({ forms }: Plan, { pointer }: Change, context: Context): (Form | undefined)[] {
  if (forms.length === 0) return [undefined];
  const named = /^form-(\d+)$/.exec(context)?.[1];
  if (named !== undefined) return forms.slice(Number(named), Number(named) + 1);
  const homes = forms.filter(({ root }) => fieldAt(root, pointer) !== undefined);
  return homes.length > 0 ? homes : [...forms];
}

/** A form that cannot have the field is no context for it; a list made too long on purpose is. */
function isBase(plan: Plan, { items }: Change, { body }: Draft): boolean {
  return items === undefined ? isValid(plan, body) : holdsPresences(plan, body);
}

function contextDraft(
  plan: Plan,
  form: Form | undefined,
  { pointer, items, role = 'primary' }: Change,
  context: Context,
  maker: Maker,
): Draft {
  if (!form) return draftOf(plan, form, maker, { role });
  const field = fieldAt(form.root, pointer);
  const around = field ? withParents(field) : [];
  const all = form.optionals.map((optional) => optional.pointer);
  return draftOf(plan, form, maker, {
    role,
    with: context === 'full' ? [...new Set([...all, ...around])] : around,
    items: items ?? (context === 'full' ? 3 : 1),
    mayRepeat: items !== undefined,
  });
}

/** A request of a form with every field that the document lets be sent. */
export function fullDraft(plan: Plan, form: Form, maker: Maker): Draft {
  return draftOf(plan, form, maker, {
    with: form.optionals.map(({ pointer }: Field) => pointer),
    items: 3,
  });
}

/** By which a schema says what a presence says as well: of which fields there must be one, or none. */
const ofPresence = new Set(['oneOf', 'anyOf', 'not', 'if', 'required', 'dependentRequired']);

/**
 * Whether the independent validator agrees that a draft has exactly the one fault: one of the schema at
 * its place and nowhere else, one of another kind in a body that the schema takes.
 */
export function hasJustThisFault(
  plan: Plan,
  { kind, pointer }: Fault,
  { body, raw }: Draft,
): boolean {
  if (!plan.validate || kind === 'body' || raw !== undefined) return true;
  if (kind === 'presence') {
    plan.validate(body);
    const errors = plan.validate.errors ?? [];
    const isBroken = brokenPresences(plan, body).length > 0;
    return isBroken && errors.every(({ keyword }) => ofPresence.has(keyword));
  }
  const isOfPresence = pointer === '' || plan.presences.some(({ when }) => when === pointer);
  if (!isOfPresence && !holdsPresences(plan, body)) return false;
  const isOfSchema = plan.validate(body) === false;
  if (kind !== 'validation') return !isOfSchema;
  const place = placeIn(body, pointer) ?? pointer;
  return isOfSchema && (plan.validate.errors ?? []).every((error) => isAt(error, place));
}

export function isStillValid(plan: Plan, { body, raw }: Draft): boolean {
  return !plan.validate || raw !== undefined || isValid(plan, body);
}

/** At the place, or a keyword of what is around it that speaks of the place. */
function isAt({ instancePath, keyword }: ErrorObject, place: string): boolean {
  const speaksOfParts = ['required', 'if', 'oneOf', 'anyOf', 'not', 'type'].includes(keyword);
  return instancePath === place || (speaksOfParts && place.startsWith(instancePath));
}
