import { hash } from 'node:crypto';

/**
 * The same text for every way of writing the same JSON value: keys sorted, no white space (as in RFC 8785,
 * but total: lone surrogates stay escaped and numbers beyond a double stay apart from null).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  let members = '';
  for (const key of sorted(Object.keys(value))) {
    const member = canonicalJson((value as Record<string, unknown>)[key]);
    members += `${members && ','}${JSON.stringify(key)}:${member}`;
  }
  return `{${members}}`;
}

/** Sorts in place, by UTF-16 units: for the few keys of an object, `sort` costs several times as much. */
function sorted(keys: string[]): string[] {
  if (keys.length > 12) return keys.sort();
  for (let end = 1; end < keys.length; end += 1) {
    const key = keys[end] as string;
    let place = end;
    while (place > 0 && (keys[place - 1] as string) > key) {
      keys[place] = keys[place - 1] as string;
      place -= 1;
    }
    keys[place] = key;
  }
  return keys;
}

/** SHA-256 of the canonical text: two payloads are the same payload when this is the same. */
export function fingerprint(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'base64url');
}
