import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { type Draft, withField } from './draft.ts';

/**
 * A field's pointer in a body: `*` becomes the last item of its list, since a server that looks at the
 * first alone would get that one right. Undefined where the body has no such place.
 */
export function placeIn(body: unknown, pointer: string): string | undefined {
  let here = '';
  for (const name of parsePointer(pointer)) {
    const value = valueAt(body, parsePointer(here));
    if (typeof value !== 'object' || value === null) return undefined;
    if (name === '*' && (!Array.isArray(value) || value.length === 0)) return undefined;
    here += `/${name === '*' ? (value as unknown[]).length - 1 : name}`;
  }
  return here;
}

/** The draft with another value at a field, undefined where it has no place for it. */
export function replaced(draft: Draft, pointer: string, value: unknown): Draft | undefined {
  const place = placeIn(draft.body, pointer);
  return place === undefined ? undefined : withField(draft, place, value);
}

/** The draft without a field that it has. */
export function without(draft: Draft, pointer: string): Draft | undefined {
  const place = placeIn(draft.body, pointer);
  if (place === undefined || valueAt(draft.body, parsePointer(place)) === undefined)
    return undefined;
  return withField(draft, place, undefined);
}

export function fieldOf(draft: Draft, pointer: string): unknown {
  const place = placeIn(draft.body, pointer);
  return place === undefined ? undefined : valueAt(draft.body, parsePointer(place));
}
