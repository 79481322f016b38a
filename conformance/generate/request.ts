import type { Target } from '../target/target.ts';
import type { Message } from '../wire/message.ts';
import { secretsIn, templateOf } from '../wire/variables.ts';
import type { CaseBody, CaseRequest, Part } from './case.ts';

/** Longer texts than this are written as repeated parts, where they have any. */
const longText = 16 * 1024;

/** A message as a case has it: without secrets, and without what whoever sends it adds. */
export function requestOf(target: Target, { method, path, headers, body }: Message): CaseRequest {
  return {
    method,
    path: template(target, path),
    headers: Object.entries(headers).map(([name, value]) => ({
      name,
      value: template(target, value, name),
    })),
    ...(body !== undefined && { body: bodyOf(body) }),
  };
}

/** The same few credentials and types stand in every request. */
const known = new WeakMap<Target, Map<string, string>>();
const mostKnown = 100;

function template(target: Target, text: string, header = ''): string {
  const templates = known.get(target) ?? new Map<string, string>();
  known.set(target, templates);
  const key = `${header}: ${text}`;
  const found = templates.get(key);
  if (found !== undefined) return found;
  const made = templateOf(secretsIn(target, text, header));
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

/** A few characters, a thousand times and more. */
const repeated = /([\s\S]{1,4}?)\1{999,}/g;

function partsOf(text: string): CaseBody {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: whole, 1: unit = '', index } of text.matchAll(repeated)) {
    if (index > end) parts.push({ text: text.slice(end, index), times: 1 });
    parts.push({ text: unit, times: whole.length / unit.length });
    end = index + whole.length;
  }
  if (parts.length === 0) return { text };
  if (end < text.length) parts.push({ text: text.slice(end), times: 1 });
  return { parts };
}
