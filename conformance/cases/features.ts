import { parsePointer } from '../../specs/contract/pointer.ts';
import type { Plan } from './change.ts';
import { type Draft, put } from './draft.ts';
import { draftOf } from './draft-of.ts';
import { fieldsIn, withParents } from './fields.ts';
import type { Form } from './form.ts';
import type { Maker } from './maker.ts';
import { placeIn } from './place.ts';

/** Fields that were added to the smallest request of a form, by pointer, with the values that they had. */
export type Features = ReadonlyMap<string, unknown>;

/** The smallest request of a form with these fields. */
export function featuredDraft(plan: Plan, form: Form, features: Features, maker: Maker): Draft {
  const draft = draftOf(plan, form, maker, { with: parentsOf(form, features) });
  const body = [...features].reduce((made, [pointer, value]) => {
    const place = placeIn(made, pointer);
    return value === undefined || place === undefined
      ? made
      : put(made, parsePointer(place), value);
  }, draft.body);
  return { ...draft, body };
}

function parentsOf(form: Form, features: Features): string[] {
  const fields = fieldsIn(form.root).filter(({ pointer }) => features.has(pointer));
  return fields.flatMap(withParents);
}
