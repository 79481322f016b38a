import { parsePointer, valueAt } from './pointer.ts';

/**
 * Replaces every local `$ref` (`#/…`) by what it names. A node that is referred to twice is shared, not
 * copied.
 *
 * @throws Error when a reference leads nowhere, out of the file, or back into itself.
 */
export function resolveReferences(document: unknown): unknown {
  const done = new Map<object, unknown>();
  const open = new Set<object>();

  const resolve = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node;
    if (done.has(node)) return done.get(node);
    if (open.has(node)) throw new Error('a $ref leads back into itself');
    open.add(node);
    const resolved = rebuild(node);
    open.delete(node);
    done.set(node, resolved);
    return resolved;
  };

  const rebuild = (node: object): unknown => {
    if (Array.isArray(node)) return node.map(resolve);
    const reference = (node as { $ref?: unknown }).$ref;
    if (typeof reference === 'string') return resolve(target(document, reference));
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value)]));
  };

  return resolve(document);
}

function target(document: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) throw new Error(`$ref "${reference}" leaves the file`);
  const found = valueAt(document, parsePointer(reference.slice(1)));
  if (found === undefined) throw new Error(`$ref "${reference}" leads nowhere`);
  return found;
}
