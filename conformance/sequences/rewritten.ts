import type { Draft } from '../cases/draft.ts';

/** The same payload written otherwise: the order of its keys and the white space are others. */
export function rewritten(draft: Draft): Draft {
  return { ...draft, raw: JSON.stringify(reversed(draft.body), null, 2) };
}

/** The same JSON with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}
