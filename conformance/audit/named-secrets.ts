import { jsonOf } from '../../specs/contract/json.ts';
import { blot, isSecretName } from '../../specs/contract/secret.ts';

/** A credential in a text, by where it begins and ends. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  /** What is put there in its place. */
  readonly blot: string;
  readonly name: string;
  /** What was said; undefined where it is no single text. */
  readonly said: string | undefined;
}

/** A text, such as a path or a body, without what its parameters and members say that are named as a credential is. */
export function withoutNamedSecrets(text: string): string {
  return blotted(blotted(text, parametersOf), membersOf);
}

/** What parameters and members say that are named as a credential is. */
export function secretsIn(text: string): readonly string[] {
  return [...parametersOf(text), ...membersOf(text)].flatMap(({ said }) => said ?? []);
}

/** Members of JSON that hold a credential, by their names. */
export function secretMembersIn(text: string): readonly string[] {
  return [...new Set([...membersOf(text)].map(({ name }) => name))];
}

function blotted(text: string, placesOf: (text: string) => Iterable<Stretch>): string {
  let clean = '';
  let from = 0;
  for (const place of placesOf(text)) {
    clean += text.slice(from, place.from) + place.blot;
    from = place.to;
  }
  return clean + text.slice(from);
}

/** Names are short: a bound keeps the search as long as the text. */
const parameterName = /(?<=^|[?&])([^?&=#"\s<>\\{}]{1,100})=/g;
const parameterValue = /[^&#"\s<>\\]+/y;

function* parametersOf(text: string): Generator<Stretch> {
  let over = 0;
  for (const { 0: head, 1: name = '', index } of text.matchAll(parameterName)) {
    const from = index + head.length;
    if (from < over || !isSecretName(decoded(name))) continue;
    const to = endOf(parameterValue, text, from);
    if (to === undefined) continue;
    over = to;
    yield { from, to, name, blot, said: decoded(text.slice(from, to)) };
  }
}

const memberName = /"((?:[^"\\]|\\.){1,100})"\s*:\s*/g;

/** Members of JSON at any depth, also where its end is missing. */
function* membersOf(text: string): Generator<Stretch> {
  let over = 0;
  for (const { 0: head, 1: name = '', index } of text.matchAll(memberName)) {
    const from = index + head.length;
    if (from < over || !isSecretName(String(jsonOf(`"${name}"`)))) continue;
    const to = endOfValue(text, from);
    if (to === undefined) continue;
    over = to;
    const said = jsonOf(text.slice(from, to));
    yield { from, to, name, blot: `"${blot}"`, said: typeof said === 'string' ? said : undefined };
  }
}

const string = /"[^"\\]*(?:\\.[^"\\]*)*"?/sy;
const number = /-?\d[\d.eE+-]*/y;
const rest = /[^"{}[\]]+/y;

/** Where a value ends that can be a credential; undefined for one that cannot. */
function endOfValue(text: string, from: number): number | undefined {
  if (text.startsWith('""', from)) return undefined;
  if (!'{['.includes(text[from] ?? ' '))
    return endOf(string, text, from) ?? endOf(number, text, from);
  let at = from;
  let depth = 0;
  do {
    const sign = text[at] ?? '';
    if ('{['.includes(sign)) depth++;
    if ('}]'.includes(sign)) depth--;
    at = endOf(string, text, at) ?? endOf(rest, text, at) ?? at + 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function endOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
