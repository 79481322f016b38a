import { jsonOf } from '../../specs/contract/json.ts';
import { blot, isSecretName, leftOut } from '../../specs/contract/secret.ts';

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

/**
 * A text, such as a path or a body, without what its parameters and members say that are named as a credential
 * is, also in JSON that is a text in JSON, and without users and passwords in URLs.
 */
export function withoutNamedSecrets(text: string): string {
  return places.reduce(blotted, text);
}

/** What is left out so. */
export function secretsIn(text: string): readonly string[] {
  return places.flatMap((placesOf) => [...placesOf(text)].flatMap(({ said }) => said ?? []));
}

/** Members of JSON that hold a credential, by their names. */
export function secretMembersIn(text: string): readonly string[] {
  return [...new Set([...membersOf(text, inJson)].map(({ name }) => name))];
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

/** How JSON is written. */
interface Writing {
  readonly name: RegExp;
  readonly quote: string;
  readonly string: RegExp;
  /** What a value of several has beside texts and brackets. */
  readonly rest: RegExp;
  /** What ends the text that this JSON is. */
  readonly end: string | undefined;
}

const inJson: Writing = {
  name: /"((?:[^"\\]|\\.){1,100})"\s*:\s*/g,
  quote: '"',
  string: /"[^"\\]*(?:\\.[^"\\]*)*"?/sy,
  rest: /[^"{}[\]]+/y,
  end: undefined,
};

/** JSON that is a text in JSON, so that each of its quotes and backslashes has a backslash before it. */
const inText: Writing = {
  name: /\\"([^"\\]{1,100})\\"(?:\s|\\[nrt])*:(?:\s|\\[nrt])*/g,
  quote: '\\"',
  string: /\\"[^"\\]*(?:(?:\\\\(?:\\["\\]|[^"\\])|\\[^"\\])[^"\\]*)*(?:\\")?/y,
  rest: /(?:[^"{}[\]\\]|\\[^"])+/y,
  end: '"',
};

/** Members of JSON at any depth, also where its end is missing. */
function* membersOf(text: string, writing: Writing): Generator<Stretch> {
  const { quote } = writing;
  let over = 0;
  for (const { 0: head, 1: name = '', index } of text.matchAll(writing.name)) {
    const from = index + head.length;
    if (from < over || !isSecretName(String(jsonOf(`"${name}"`)))) continue;
    const to = endOfValue(text, from, writing);
    if (to === undefined) continue;
    over = to;
    const written = text.slice(from, to);
    const said = jsonOf(writing === inText ? String(jsonOf(`"${written}"`)) : written);
    const own = typeof said === 'string' ? said : undefined;
    // What people write in a text is theirs: it is left out, and is no credential in the wrong place.
    const instead = writing === inText ? leftOut : blot;
    yield { from, to, name, blot: quote + instead + quote, said: own };
  }
}

const number = /-?\d[\d.eE+-]*/y;

/** Where a value ends that can be a credential; undefined for one that cannot. */
function endOfValue(text: string, from: number, writing: Writing): number | undefined {
  const { quote, string, rest, end } = writing;
  if (text.startsWith(quote + quote, from)) return undefined;
  if (!'{['.includes(text[from] ?? ' '))
    return endOf(string, text, from) ?? endOf(number, text, from);
  let at = from;
  let depth = 0;
  do {
    const sign = text[at] ?? '';
    if (sign === end) return at;
    if ('{['.includes(sign)) depth++;
    if ('}]'.includes(sign)) depth--;
    at = endOf(string, text, at) ?? endOf(rest, text, at) ?? at + 1;
  } while (depth > 0 && at < text.length);
  return at;
}

/** With the slashes as they are, or as some JSON escapes them. */
const userOfUrl = /(?<=:(?:\\?\/){2})[^\s/?#"<>\\]+(?=@)/g;

/** In a URL that is a parameter of another. */
const userOfCodedUrl = /(?<=%3A%2F%2F)(?:(?!%2F|%3F|%23|%40)[^\s/?#"<>\\&])+(?=%40)/gi;

/** Longer than the name of a user: a token that stands in its place. */
const tokenLength = 16;

/** Users of URLs where they have a password, or may be one. */
function* usersIn(text: string, pattern: RegExp): Generator<Stretch> {
  for (const { 0: user, index: from } of text.matchAll(pattern)) {
    const [, password] = /(?::|%3A)(.*)$/i.exec(user) ?? [];
    if (password === undefined && user.length < tokenLength) continue;
    const to = from + user.length;
    yield { from, to, name: '', blot: leftOut, said: decoded(password || user) };
  }
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

const places: readonly ((text: string) => Iterable<Stretch>)[] = [
  parametersOf,
  (text) => membersOf(text, inJson),
  (text) => membersOf(text, inText),
  (text) => usersIn(text, userOfUrl),
  (text) => usersIn(text, userOfCodedUrl),
];
