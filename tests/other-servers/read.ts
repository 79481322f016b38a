import type { Asked } from './serve.ts';

/** What the pages leave open about a body; each server chooses. */
export interface BodyRules {
  /** Read whatever it is declared as; as JSON with any parameters; or as JSON in UTF-8 and nothing else. */
  readonly mediaTypes: 'any' | 'json' | 'json in UTF-8';
  readonly byteOrderMark: 'ignored' | 'malformed';
  readonly repeatedKeys: 'last counts' | 'malformed';
  readonly maxBytes: number;
  readonly maxDepth: number;
}

export type BodyFault = 'media type' | 'too large' | 'too deep' | 'malformed' | 'not an object';
export type Json = Readonly<Record<string, unknown>>;

const types = {
  any: /(?:)/,
  json: /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i,
  'json in UTF-8': /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i,
};

/** The JSON object of a request, or what is wrong with its body. */
export function readObject({ headers, bytes }: Asked, rules: BodyRules): Json | BodyFault {
  if (!types[rules.mediaTypes].test(headers['content-type'] ?? '')) return 'media type';
  if (rules.mediaTypes === 'json in UTF-8' && headers['content-encoding']) return 'media type';
  if (bytes.length > rules.maxBytes) return 'too large';
  const text = textOf(bytes, rules);
  const { depth, repeats } = outlineOf(text, rules.maxDepth);
  if (depth > rules.maxDepth) return 'too deep';
  const value = parsed(text);
  if (value === undefined) return 'malformed';
  if (!isObject(value)) return 'not an object';
  return repeats && rules.repeatedKeys === 'malformed' ? 'malformed' : value;
}

function textOf(bytes: Buffer, { byteOrderMark }: BodyRules): string {
  const text = bytes.toString();
  return byteOrderMark === 'ignored' ? text.replace(/^\uFEFF/, '') : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How deep a JSON text goes, at most one level beyond the limit, and whether a key stands in an object twice. */
function outlineOf(text: string, limit: number): { depth: number; repeats: boolean } {
  const open: (Set<string> | undefined)[] = [];
  let depth = 0;
  let repeats = false;
  for (let at = 0; at < text.length && depth <= limit; at += 1) {
    const sign = text[at];
    if (sign === '}' || sign === ']') open.pop();
    if (sign === '{') open.push(new Set());
    if (sign === '[') open.push(undefined);
    depth = Math.max(depth, open.length);
    if (sign !== '"') continue;
    const end = endOfString(text, at);
    const keys = open.at(-1);
    if (keys && isKey(text, end)) {
      const key = String(parsed(text.slice(at, end)));
      repeats ||= keys.has(key);
      keys.add(key);
    }
    at = end - 1;
  }
  return { depth, repeats };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (text[at]?.trim() === '') at += 1;
  return text[at] === ':';
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const isGiven = (value: unknown) => value !== undefined && value !== null;

/** What is asked of a field: a test of its value, and whether it must be there. */
export interface Field {
  readonly test: (value: unknown) => boolean;
  readonly required: boolean;
}

export const must = (test: Field['test']): Field => ({ test, required: true });
export const may = (test: Field['test']): Field => ({ test, required: false });

/** What the pages leave open about fields. */
export interface FieldRules {
  /** Whether an optional field may be null, and is absent then. */
  readonly nulls: 'absent' | 'refused';
  readonly extraFields: 'ignored' | 'refused';
  /** What is counted as a text's length: UTF-16 units, code points, or code points without white space around. */
  readonly length: 'units' | 'points' | 'trimmed points';
}

/** The name of the first field that is not as the table says. */
export function wrongField(
  object: Json,
  table: Readonly<Record<string, Field>>,
  rules: FieldRules,
): string | undefined {
  const wrong = Object.entries(table).find(([name, { test, required }]) => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    if (value === undefined || (value === null && rules.nulls === 'absent')) return required;
    return !test(value);
  });
  if (wrong) return wrong[0];
  if (rules.extraFields === 'ignored') return undefined;
  return Object.keys(object).find((name) => !Object.hasOwn(table, name));
}

/** Tests for texts of a length in characters. */
export function textOfLength(rules: FieldRules, min: number, max = Number.POSITIVE_INFINITY) {
  return (value: unknown): boolean => {
    if (typeof value !== 'string') return false;
    const text = rules.length === 'trimmed points' ? value.trim() : value;
    const length = rules.length === 'units' ? text.length : [...text].length;
    return length >= min && length <= max;
  };
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => typeof value === 'number';
export const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
export const listOf =
  (test: (item: unknown) => boolean, max = Number.POSITIVE_INFINITY) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length <= max && value.every(test);

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const email = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+${label}$`, 'i');
export const isEmail = (value: unknown): boolean =>
  isText(value) && value.length <= 2_000 && email.test(value);
