import type { Answer } from '../wire/message.ts';

/** Names under which servers put an error's code, whatever the envelope. */
const codeNames = new Set(['code', 'error', 'errorcode', 'type', 'name', 'reason', 'id', 'title']);

/**
 * Whether an answer carries a code, wherever its envelope has it: as the whole of a string, as the last
 * segment of a problem type's URI (RFC 9457), or, where it is no JSON, as a word.
 */
export function carriesCode({ json, text }: Answer, code: string): boolean {
  if (json === undefined) return text.split(/[^\w.-]+/).includes(code);
  return stringsIn(json).some(({ value }) => value === code || value.endsWith(`/${code}`));
}

/** Every text of an answer that looks like an error's code: one word, under a name that codes have. */
export function codesIn({ json }: Answer): string[] {
  return stringsIn(json)
    .filter(({ name, value }) => codeNames.has(simple(name)) && /^[A-Za-z][\w.-]*$/.test(value))
    .map(({ value }) => value);
}

/** Where in an answer a code stands: the path's names, or undefined. */
export function placeOfCode({ json }: Answer, code: string): string | undefined {
  return stringsIn(json).find(({ value }) => value === code)?.path;
}

interface Found {
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

function stringsIn(value: unknown, path = '', name = ''): Found[] {
  if (typeof value === 'string') return [{ name, path, value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, `${path}/${key}`, Array.isArray(value) ? name : key),
  );
}

/** `errorCode`, `error_code` and `ErrorCode` are one name. */
export function simple(name: string): string {
  return name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
}
