import type { Target } from '../target/target.ts';

/** Longer texts than this are cut in a report: nobody reads them, and some servers send megabytes. */
const longest = 10_000;

/** Takes every secret of a target out of a text, in whatever form the suite or a server may have written it. */
export function redacted(target: Target, text: string): string {
  return secretsOf(target).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
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

const known = new WeakMap<Target, readonly string[]>();

function secretsOf(target: Target): readonly string[] {
  const secrets = known.get(target) ?? formsOf(target);
  known.set(target, secrets);
  return secrets;
}

function formsOf({ credentials, baseUrl }: Target): string[] {
  const values = Object.values(credentials).map(({ value }) => value);
  const tokens = values.map((value) => value.split(' ').at(-1) ?? value);
  const all = [...values, ...tokens, decodeURIComponent(new URL(baseUrl).password)];
  const forms = all.flatMap((secret) => [
    secret,
    secret.slice(0, -1),
    secret.toUpperCase(),
    secret.toLowerCase(),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  // The longest first: one secret may be the beginning of another.
  return [...new Set(forms)]
    .filter((secret) => secret.length > 3)
    .sort((a, b) => b.length - a.length);
}
