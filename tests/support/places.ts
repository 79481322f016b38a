import { type Path, setAt } from '../../specs/contract/pointer.ts';

/** The paths of all strings in a JSON value. */
export function stringsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => stringsIn(member, [...path, name]));
}

/** The paths of all objects in a JSON value, the root included. */
export function objectsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    objectsIn(member, [...path, name]),
  );
  return Array.isArray(value) ? inner : [path, ...inner];
}

/** A copy of a JSON value that has another value at a path. */
export function withValue(root: object, path: Path, value: unknown): object {
  const copy = structuredClone(root);
  setAt(copy, path, value);
  return copy;
}
