import type { Plan, Variation } from './change.ts';
import { type Field, fieldsIn } from './fields.ts';
import { beyondAscii, bounds, characters, numbers } from './variations/bounds.ts';
import { lists } from './variations/lists.ts';
import { extra, freeValues } from './variations/objects.ts';
import { absent, eachValue, present } from './variations/presence.ts';
import { files, formats, letters, texts } from './variations/texts.ts';

/** Every way to stay just inside one keyword of one field, over all forms, each once. */
export function schemaVariations(plan: Plan): Variation[] {
  const variations = plan.forms.flatMap(({ root }) =>
    fieldsIn(root).flatMap((field) => variationsOf(plan, field)),
  );
  return [...new Map(variations.map((variation) => [variation.id, variation])).values()];
}

function variationsOf(plan: Plan, field: Field): Variation[] {
  return [
    ...absent(plan, field),
    ...present(plan, field),
    ...eachValue(plan, field),
    ...bounds(plan, field),
    ...beyondAscii(plan, field),
    ...numbers(plan, field),
    ...letters(plan, field),
    ...characters(plan, field),
    ...lists(plan, field),
    ...formats(plan, field),
    ...files(plan, field),
    ...texts(plan, field),
    ...freeValues(plan, field),
    ...extra(plan, field),
  ];
}
