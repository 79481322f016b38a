import { shortestSecret } from '../../specs/contract/secret.ts';
import type { Target } from '../target/target.ts';
import { variableOf } from './shell-variable.ts';

/** Longer texts than this are cut in a report: nobody reads them, and some servers send megabytes. */
const longest = 10_000;

/** Whether a credential's value holds a token that is long enough to be a secret. */
export function isSecret(value: string): boolean {
  return tokenOf(value).length >= shortestSecret;
}

/** A credential's value without its scheme. */
export function tokenOf(value: string): string {
  return value.split(' ').at(-1) ?? value;
}

/**
 * Takes every secret of a target out of a text, in whatever form the suite or a server may have written
 * it. The names of the shell variables that stand for secrets stay.
 */
export function redacted(target: Target, text: string): string {
  const { secrets, variables } = hiddenBy(target);
  if (secrets.length === 0) return text;
  const hide = (part: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), part);
  return text
    .split(variables)
    .map((part, index) => (index % 2 === 0 ? hide(part) : part))
    .join('');
}

/** A copy of a value in which every text is without secrets, and none is too long to be read. */
export function withoutSecrets<T>(target: Target, value: T): T {
  if (typeof value === 'string') return shortened(redacted(target, value)) as T;
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(target, item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, own]) => [name, withoutSecrets(target, own)]);
  return Object.fromEntries(entries) as T;
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} letters)` : text;
}

/** What is to be hidden, and the names in curl lines that are not. */
interface Hidden {
  readonly secrets: readonly string[];
  readonly variables: RegExp;
}

const known = new WeakMap<Target, Hidden>();

function hiddenBy(target: Target): Hidden {
  const hidden = known.get(target) ?? { secrets: formsOf(target), variables: variablesOf(target) };
  known.set(target, hidden);
  return hidden;
}

function variablesOf({ credentials }: Target): RegExp {
  return new RegExp(`(\\$\\{(?:${Object.keys(credentials).map(variableOf).join('|')})\\b)`);
}

function formsOf({ credentials, baseUrl, secrets = [] }: Target): string[] {
  const values = Object.values(credentials).map(({ value }) => value);
  const all = values.filter(isSecret).flatMap((value) => [value, tokenOf(value)]);
  const own = [passwordOf(baseUrl), ...secrets].filter(({ length }) => length >= shortestSecret);
  const forms = [...all, ...own].flatMap((secret) => [
    secret,
    secret.slice(0, -1),
    secret.toUpperCase(),
    secret.toLowerCase(),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  // The longest first: one secret may be the beginning of another.
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function passwordOf(baseUrl: string): string {
  const { password } = new URL(baseUrl);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
