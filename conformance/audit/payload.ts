import { createHash } from 'node:crypto';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { jsonOf } from '../../specs/contract/json.ts';
import { parsePointer } from '../../specs/contract/pointer.ts';
import { blot, leftOut } from '../../specs/contract/secret.ts';
import type { JournalLine } from './journal-line.ts';

/**
 * Whether a journal has all of a body: one that is cut within a letter ends with the sign for what is none, and
 * one that is shorter only by what was blotted out is JSON still.
 */
export function isWholeBody({ body, size }: JournalLine['request']): boolean {
  if (body.endsWith('\uFFFD')) return false;
  const isShortened = [blot, leftOut].some((word) => body.includes(word));
  return Buffer.byteLength(body) >= size || (isShortened && jsonOf(body) !== undefined);
}

/** Names for what a request asks for. */
export interface Payload {
  /** Of its method, path and body, the order of members and the key aside. */
  readonly payload: string;
  /** The same, whatever times of sending are written in the body. */
  readonly gist: string;
}

export function payloadOf(
  { request, began }: JournalLine,
  body: unknown,
  idempotency: Idempotency | undefined,
): Payload {
  const [path] = request.path.split('?');
  const key = idempotency?.key.in === 'body' ? parsePointer(idempotency.key.at) : undefined;
  const text = body === undefined ? `${request.size} ${request.body}` : sorted(body, key);
  const sent = Date.parse(began);
  const timeless = text.replace(writtenTime, (time) => (isNear(time, sent) ? 'time' : time));
  const nameOf = (own: string) =>
    createHash('sha256').update(`${request.method} ${path}\n${own}`).digest('base64url');
  const payload = nameOf(text);
  return { payload, gist: timeless === text ? payload : nameOf(timeless) };
}

/** Clocks may be off by so many milliseconds. */
const near = 300_000;

function isNear(time: string, sent: number): boolean {
  const number = Number(time);
  const told = Number.isNaN(number) ? Date.parse(time.replace(',', '.')) : number;
  return [told, told * 1000].some((milliseconds) => Math.abs(milliseconds - sent) < near);
}

/** RFC 3339 and its like, and seconds or milliseconds since 1970 from this century. */
const writtenTime =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|\b1\d{9}(?:\d{3}|\.\d+)?\b/g;

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
