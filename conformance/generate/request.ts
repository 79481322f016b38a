import type { Target } from '../target/target.ts';
import type { Message } from '../wire/message.ts';
import { secretsIn, templateOf } from '../wire/variables.ts';
import type { CaseBody, CaseRequest, Change, Part } from './case.ts';

/** Longer texts than this are written as repeated parts, where they have any. */
const longText = 16 * 1024;

/** A message as a case has it: without secrets, and without what whoever sends it adds. */
export function requestOf(
  target: Target,
  { method, path, headers, body }: Message,
  change: Change | undefined,
): CaseRequest {
  const isOfCredential = change?.keyword === 'credential';
  const own = Object.values(target.credentials).map(({ header }) => header.toLowerCase());
  return {
    method,
    path: template(target, path, '', isOfCredential),
    headers: Object.entries(headers).map(([name, value]) => ({
      name,
      value: template(
        target,
        value,
        name,
        isOfCredential && (own.includes(name) || elsewhere.has(name)),
      ),
    })),
    ...(body !== undefined && { body: bodyOf(body) }),
  };
}

/** The same few credentials and types stand in every request. */
const known = new WeakMap<Target, Map<string, string>>();
const mostKnown = 100;

/** Where credential faults put a credential, besides its own header. */
const elsewhere = new Set(['authorization', 'x-api-key', 'x-access-token', 'cookie']);

function template(target: Target, text: string, header: string, isShortToo: boolean): string {
  const templates = known.get(target) ?? new Map<string, string>();
  known.set(target, templates);
  const key = `${isShortToo} ${header}: ${text}`;
  const found = templates.get(key);
  if (found !== undefined) return found;
  const made = templateOf(secretsIn(target, text, header, isShortToo));
  if (templates.size < mostKnown) templates.set(key, made);
  return made;
}

function bodyOf(body: string | Uint8Array): CaseBody {
  if (typeof body === 'string') return body.length > longText ? partsOf(body) : { text: body };
  try {
    return { text: utf8.decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString('base64') };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A few characters count as repeated from so many times on. */
const fewest = 1000;
const longestUnit = 4;

function partsOf(text: string): CaseBody {
  const parts: Part[] = [];
  let begin = 0;
  for (let at = 0; at < text.length; ) {
    const run = runAt(text, at);
    if (!run) {
      at++;
      continue;
    }
    if (at > begin) parts.push({ text: text.slice(begin, at), times: 1 });
    parts.push(run);
    at += run.text.length * run.times;
    begin = at;
  }
  if (parts.length === 0) return { text };
  if (begin < text.length) parts.push({ text: text.slice(begin), times: 1 });
  return { parts };
}

/** What is repeated from a place on, if anything is. */
function runAt(text: string, at: number): Part | undefined {
  // The second half of a character is no beginning.
  if (text.charCodeAt(at) >> 10 === 0xdc00 >> 10) return undefined;
  for (let length = 1; length <= longestUnit; length++) {
    let end = at + length;
    while (end < text.length && text.charCodeAt(end) === text.charCodeAt(end - length)) end++;
    const times = Math.floor((end - at) / length);
    if (times >= fewest) return { text: text.slice(at, at + length), times };
  }
  return undefined;
}
