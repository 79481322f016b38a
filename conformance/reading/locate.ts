import { simple } from './code.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The object of an answer that has most of some names, wherever its envelope puts it, the outermost of
 * equals: for fields that the document names without saying where they stand.
 */
export function bearerOf(body: unknown, names: readonly string[]): Members | undefined {
  const wanted = names.map(simple);
  let best: { object: Members; count: number } | undefined;
  for (const object of objectsIn(body, 0)) {
    const has = new Set(Object.keys(object).map(simple));
    const count = wanted.filter((name) => has.has(name)).length;
    if (count > (best?.count ?? 0)) best = { object, count };
  }
  return best?.object;
}

/** A member by its name, or by one that differs only in case and separators: `sourceType`, `source_type`. */
export function memberOf(object: Members, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = simple(name);
  const found = Object.keys(object).find((key) => simple(key) === wanted);
  return found === undefined ? undefined : object[found];
}

/** Breadth first, four levels deep; lists are not looked into. */
function* objectsIn(root: unknown, depth: number): Generator<Members> {
  let level = isMembers(root) ? [root] : [];
  for (let d = depth; d < 4 && level.length > 0; d++) {
    yield* level;
    level = level.flatMap((object) => Object.values(object).filter(isMembers));
  }
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
