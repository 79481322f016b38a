import type { ErrorObject } from 'ajv/dist/2020.js';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Fault, Plan, Variation } from './change.ts';
import { type Draft, withField } from './draft.ts';
import { draftOf } from './draft-of.ts';
import { type Field, fieldAt, withParents } from './fields.ts';
import type { Form } from './form.ts';
import type { Maker } from './maker.ts';
import { placeIn } from './place.ts';
import { brokenPresences, holdsPresences, isValid } from './valid.ts';

/**
 * In what a fault or a variation is put: the smallest request that has the field, one with every field (of
 * another form, where one has the field as well), or the smallest of another form.
 */
export type Context = 'small' | 'full' | `form-${number}`;

type Change = Pick<Fault & Variation, 'pointer' | 'items' | 'role' | 'isAlone' | 'apply'>;

/** The contexts that a change is worth being tried in. */
export function contextsFor(plan: Plan, { pointer, items, isAlone }: Change): Context[] {
  if (isAlone) return ['small'];
  if (items !== undefined) return ['small', 'full'];
  // Deeper fields mean the same in every form.
  const isOfAll = pointer.lastIndexOf('/') <= 0;
  const seen = new Set<string>();
  const others = plan.forms.flatMap((form, i): Context[] => {
    const shape = shapeOf(form);
    const isNew = !seen.has(shape) && seen.add(shape).size > 1;
    return isOfAll && isNew ? [`form-${i}`] : [];
  });
  return ['small', ...others, 'full'];
}

/** What tells a form from others at the first level of its body. */
function shapeOf({ chosen, constants }: Form): string {
  const names = chosen.map((pointer) => pointer.split('/')[1]);
  return JSON.stringify([[...new Set(names)].sort(), [...constants]]);
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
  const homes = forms.filter(({ root }) => pointer === '' || fieldAt(root, pointer) !== undefined);
  if (named !== undefined) return homes.filter((form) => form === forms[Number(named)]);
  const found = homes.length > 0 ? homes : [...forms];
  return context === 'full' ? found.toReversed() : found;
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
  const small = { role, with: around, items: items ?? 1, mayRepeat: items !== undefined };
  if (context !== 'full') return draftOf(plan, form, maker, small);
  const full = draftOf(plan, form, maker, {
    role,
    with: [...new Set([...all, ...around])],
    items: 3,
  });
  if (items === undefined) return full;
  // Only the list itself is as long as that.
  const list = valueAt(draftOf(plan, form, maker, small).body, parsePointer(pointer));
  return withField(full, pointer, list);
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
  { kind, pointer }: Pick<Fault, 'kind' | 'pointer'>,
  { body, raw }: Pick<Draft, 'body' | 'raw'>,
): boolean {
  if (!plan.validate || kind === 'body' || raw !== undefined) return true;
  if (kind === 'presence') {
    plan.validate(body);
    const errors = plan.validate.errors ?? [];
    const isBroken = brokenPresences(plan, body).length > 0;
    return isBroken && errors.every(({ keyword }) => ofPresence.has(keyword));
  }
  // Of what is inside a field that is none there is nothing to count.
  const isOther = ({ when }: { when?: string }) => pointer !== '' && when !== pointer;
  if (brokenPresences(plan, body).some(isOther)) return false;
  if (kind !== 'validation') return plan.validate(body) === true;
  return breaksOnlyAt(plan, pointer, body);
}

/** Whether the schema refuses a body for what stands at one field, and for nothing else. */
function breaksOnlyAt({ validate }: Plan, pointer: string, body: unknown): boolean {
  if (!validate || validate(body)) return false;
  const place = placeIn(body, pointer) ?? pointer;
  return (validate.errors ?? []).every((error) => isAt(error, place));
}

export function isStillValid(plan: Plan, { body, raw }: Draft): boolean {
  return !plan.validate || raw !== undefined || isValid(plan, body);
}

/** At the place, or a keyword of what is around it that speaks of the place. */
function isAt({ instancePath, keyword }: ErrorObject, place: string): boolean {
  const speaksOfParts = ['required', 'if', 'oneOf', 'anyOf', 'not', 'type'].includes(keyword);
  return instancePath === place || (speaksOfParts && place.startsWith(instancePath));
}
