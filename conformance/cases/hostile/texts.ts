import type { Plan } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { Maker } from '../maker.ts';
import { fieldOf, placeIn, replaced } from '../place.ts';
import type { Recipe } from '../recipe.ts';
import { textClause } from '../variations/variation-at.ts';
import { draftWith, type TextPlace, textPlaces } from './places.ts';
import { escaped, withSource } from './source.ts';
import { type HostileText, hostileTexts } from './texts/index.ts';
import { accepted } from './trick.ts';

/** Of so many texts a place that is not the first of a form gets one. */
const turns = 6;

/** Digits that make a key new. */
const uniqueDigits = 12;

/** Every text in the first free text of each form, and each of the others in its turn. */
export function textRecipes(plan: Plan): Recipe[] {
  const clause = textClause(plan);
  return textPlaces(plan).flatMap((place, turn) =>
    hostileTexts
      .filter((text, i) => fits(place, text) && (place.isFirst || i % turns === turn % turns))
      .flatMap((text) => accepted(plan, clause, trickOf(plan, place, text))),
  );
}

function roomOf({ room, isKey }: TextPlace): number {
  return isKey ? room - uniqueDigits : room;
}

/** Lengths are code points, as JSON Schema counts them. */
function fits(place: TextPlace, text: HostileText): boolean {
  const room = roomOf(place);
  const made = text.of(room);
  return made.length <= room || [...made].length <= room;
}

function trickOf(plan: Plan, place: TextPlace, { operator, of, isEscaped }: HostileText) {
  const { pointer, form, isKey } = place;
  return {
    pointer,
    keyword: 'characters',
    operator,
    make: (maker: Maker) => draftWith(plan, form, pointer, maker),
    apply(draft: Draft, maker: Maker): Draft | undefined {
      const at = placeIn(draft.body, pointer);
      // In another form the name may mean nothing.
      if (at === undefined || typeof fieldOf(draft, pointer) !== 'string') return undefined;
      const text = of(roomOf(place)) + (isKey ? maker.hex(uniqueDigits) : '');
      return isEscaped ? withSource(draft, at, escaped(text)) : replaced(draft, pointer, text);
    },
  };
}
