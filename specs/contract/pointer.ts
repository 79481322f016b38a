/** A JSON Pointer (RFC 6901) taken apart; the segment `*` stands for every item of an array. */
export type Path = readonly string[];

export function parsePointer(pointer: string): Path {
  const found = parsed.get(pointer);
  if (found) return found;
  const path = segmentsOf(pointer);
  if (parsed.size < mostParsed) parsed.set(pointer, path);
  return path;
}

/** A contract has some hundreds, and each request asks for many of them. */
const parsed = new Map<string, Path>();
const mostParsed = 5000;

function segmentsOf(pointer: string): Path {
  if (pointer === '') return [];
  const segments = pointer.slice(1).split('/');
  if (!pointer.includes('~')) return segments;
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function formatPointer(path: readonly (string | number)[]): string {
  return path
    .map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** The value at a path without `*`, or undefined. Only own properties count: `__proto__` is a name like any other. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment))
      return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}

/** Every value at a path that may have `*`, each with the path on which it is. */
export function valuesAt(root: unknown, path: Path): { path: Path; value: unknown }[] {
  const star = path.indexOf('*');
  if (star < 0) {
    const value = valueAt(root, path);
    return value === undefined ? [] : [{ path, value }];
  }
  const before = path.slice(0, star);
  const list = valueAt(root, before);
  if (!Array.isArray(list)) return [];
  const after = path.slice(star + 1);
  return list.flatMap((item, index) =>
    valuesAt(item, after).map((found) => ({
      path: [...before, String(index), ...found.path],
      value: found.value,
    })),
  );
}

/** Sets the value at a path without `*`, in place, making objects on the way. */
export function setAt(root: object, path: Path, value: unknown): void {
  let target = root as Record<string, unknown>;
  for (const segment of path.slice(0, -1)) {
    if (!Object.hasOwn(target, segment)) define(target, segment, {});
    const next = target[segment];
    if (typeof next !== 'object' || next === null) return;
    target = next as Record<string, unknown>;
  }
  define(target, path[path.length - 1] ?? '', value);
}

/** A copy of a body with the value at a path without `*`; what is not on the path is shared. */
export function withValue(
  root: Readonly<Record<string, unknown>>,
  [first = '', ...rest]: Path,
  value: unknown,
): Record<string, unknown> {
  const copy = { ...root };
  const inner = Object.hasOwn(copy, first) ? copy[first] : {};
  const isObject = typeof inner === 'object' && inner !== null;
  define(
    copy,
    first,
    rest.length > 0 && isObject ? withValue(inner as typeof root, rest, value) : value,
  );
  return copy;
}

/** Plain assignment, which is quicker, would call the setter of `__proto__`. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') {
    target[name] = value;
    return;
  }
  Object.defineProperty(target, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
