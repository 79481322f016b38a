import { formatPointer, parsePointer } from '../../specs/contract/pointer.ts';
import type { Operation } from '../../specs/contract/types.ts';

/** A request as the suite means it, before it is put into bytes. */
export interface Draft {
  readonly operation: Operation;
  /** The role whose credential is sent; null for none. */
  readonly as: string | null;
  /** Beside or in place of those that are sent anyway; null leaves one out. */
  readonly headers: Readonly<Record<string, string | null>>;
  /** The JSON value; undefined for no body. */
  readonly body: unknown;
  /** Sent as it stands, in place of `body`. */
  readonly raw?: string | Uint8Array;
  /** In place of the operation's own. */
  readonly method?: string;
  readonly path?: string;
}

/** A draft with another value at a pointer of its body; `undefined` takes the value out. */
export function withField(draft: Draft, pointer: string, value: unknown): Draft {
  return { ...draft, body: put(draft.body, parsePointer(pointer), value) };
}

export function withHeader(draft: Draft, name: string, value: string | null): Draft {
  return { ...draft, headers: { ...draft.headers, [name]: value } };
}

/** A copy of a JSON value with the value at a path replaced; what is not on the path is shared. */
export function put(root: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(root)) {
    const copy = [...root];
    const index = first === '-' ? copy.length : Number(first);
    if (rest.length === 0 && value === undefined) copy.splice(index, 1);
    else copy[index] = put(copy[index], rest, value);
    return copy;
  }
  // A key keeps its place: the order of keys is part of the bytes.
  const copy: Record<string, unknown> = typeof root === 'object' ? { ...root } : {};
  const next = put(Object.hasOwn(copy, first) ? copy[first] : undefined, rest, value);
  if (next === undefined) delete copy[first];
  else define(copy, first, next);
  return copy;
}

/** Plain assignment would call the setter of `__proto__`. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else
    Object.defineProperty(target, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
}

/** Every scalar of a JSON value with its pointer. */
export function leavesOf(
  value: unknown,
  path: readonly (string | number)[] = [],
): { pointer: string; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ pointer: formatPointer(path), value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
