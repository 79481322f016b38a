import { type Draft, withField } from '../draft.ts';

const place = 'doublecheck_place';

/** The draft with a value at a pointer of its body, as this JSON is written. */
export function withSource(draft: Draft, pointer: string, source: string): Draft {
  const { body } = withField(draft, pointer, place);
  return written(
    draft,
    JSON.stringify(body).replace(`"${place}"`, () => source),
  );
}

/** The draft with more members last in an object of its body, as this JSON is written: `"a":1,"a":2`. */
export function withMembers(draft: Draft, pointer: string, members: string): Draft {
  const { body } = withField(draft, `${pointer}/${place}`, 0);
  return written(
    draft,
    JSON.stringify(body).replace(`"${place}":0`, () => members),
  );
}

/** The draft with its body as this JSON, and as what that means. */
export function written(draft: Draft, raw: string): Draft {
  return { ...draft, body: JSON.parse(raw), raw };
}

/** A text as JSON in which every letter is an escape. */
export function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
