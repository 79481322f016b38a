import { formatPointer } from './pointer.ts';

/** What these keys hold is data of the provider's, in which a key named `clause` would mean nothing. */
const data = new Set([
  'example',
  'examples',
  'default',
  'enum',
  'const',
  'envelope',
  'changes',
  'set',
  'x-clauses',
]);

/** Below these keys a key is a name that somebody chose, not a keyword. */
const named = new Set(['properties', 'responses']);

/** Whether what a key holds is the provider's data, to be left as it is; `parent` is the key above it. */
export function isData(key: string, parent: string | number | undefined): boolean {
  return data.has(key) && !named.has(String(parent));
}

/** Every place of a contract that cites a clause, as [clause id, JSON Pointer]. */
export function* citationsIn(
  node: unknown,
  path: readonly (string | number)[] = [],
): Generator<[string, string]> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const here = [...path, key];
    if (isCitation(key, value, node)) yield [value, formatPointer(path)];
    else if (key === 'clauses' && Array.isArray(value)) yield* listed(value, path);
    else if (key === 'x-clause') yield* listed(Object.values(asMap(value)), path);
    else if (!isData(key, path.at(-1))) yield* citationsIn(value, here);
  }
}

/** `clause` wherever it stands, and `status` where it stands in a rejection. */
function isCitation(key: string, value: unknown, node: object): value is string {
  return typeof value === 'string' && (key === 'clause' || (key === 'status' && 'answers' in node));
}

function* listed(
  ids: readonly unknown[],
  path: readonly (string | number)[],
): Generator<[string, string]> {
  for (const id of ids) if (typeof id === 'string') yield [id, formatPointer(path)];
}

function asMap(citation: unknown): Record<string, unknown> {
  if (typeof citation === 'string') return { '*': citation };
  return typeof citation === 'object' && citation !== null
    ? (citation as Record<string, unknown>)
    : {};
}

/** The clause that a schema node cites for a keyword, if any: `x-clause` is one clause for all, or a map by keyword. */
export function clauseOf(node: unknown, keyword: string): string | undefined {
  const citation = (node as { 'x-clause'?: unknown } | undefined)?.['x-clause'];
  const found = typeof citation === 'string' ? citation : asMap(citation)[keyword];
  return typeof found === 'string' ? found : undefined;
}
