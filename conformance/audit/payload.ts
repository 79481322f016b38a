import { createHash } from 'node:crypto';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { jsonOf } from '../../specs/contract/json.ts';
import { parsePointer } from '../../specs/contract/pointer.ts';
import { blot } from '../../specs/contract/secret.ts';
import type { JournalLine } from './journal-line.ts';

/**
 * Whether a journal has all of a body: one that is cut within a letter ends with the sign for what is none, and
 * one that is shorter only by what was blotted out is JSON still.
 */
export function isWholeBody({ body, size }: JournalLine['request']): boolean {
  if (body.endsWith('\uFFFD')) return false;
  return Buffer.byteLength(body) >= size || (body.includes(blot) && jsonOf(body) !== undefined);
}

/** A name for what a request asks for: its method, path and body, the order of members and the key aside. */
export function payloadOf(
  { request }: JournalLine,
  body: unknown,
  idempotency: Idempotency | undefined,
): string {
  const [path] = request.path.split('?');
  const key = idempotency?.key.in === 'body' ? parsePointer(idempotency.key.at) : undefined;
  const text = body === undefined ? `${request.size} ${request.body}` : sorted(body, key);
  return createHash('sha256').update(`${request.method} ${path}\n${text}`).digest('base64url');
}

/** JSON with the members of each object in one order, and without the member at a path. */
function sorted(value: unknown, left: readonly (string | number)[] | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item) => sorted(item, undefined)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([name]) => !(left?.length === 1 && left[0] === name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => {
      const inner = left && left.length > 1 && left[0] === name ? left.slice(1) : undefined;
      return `${JSON.stringify(name)}:${sorted(own, inner)}`;
    });
  return `{${members.join()}}`;
}
