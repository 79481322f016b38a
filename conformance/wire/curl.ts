import type { Target } from '../target/target.ts';
import type { Message } from './message.ts';
import { isSecret, redacted, tokenOf } from './redact.ts';
import { variableOf } from './shell-variable.ts';

/** Arguments that are longer, as a shell writes them, are cut: nobody reads them, and no shell takes a megabyte. */
const shownWhole = 4000;
const shownOfLonger = 1000;

/** A part of a command, and how long it is as a whole where it was cut. */
interface Part {
  readonly text: string;
  readonly cut?: string;
}

/**
 * A request as lines that paste into a POSIX shell and run; credentials are variables of the shell. What
 * is too long is cut inside of its quotes, and a comment behind says so.
 */
export function curlOf(target: Target, { method, path, headers, body }: Message): string {
  const url = withoutUser(target.baseUrl) + path;
  const parts: Part[] = [
    { text: `curl -i -X ${method}` },
    part('URL', redacted(target, url), quoted),
    ...Object.entries(headers)
      .filter(([name]) => name !== 'user-agent')
      .map(([name, value]) => headerPart(target, name, value)),
    ...(body === undefined ? [] : [bodyPart(target, body)]),
  ];
  const [command, where, ...others] = parts.map(({ text }) => text);
  const lines = [`${command} ${where}`, ...others].join(' \\\n  ');
  const cuts = parts.flatMap(({ cut }) => cut ?? []);
  return cuts.length === 0
    ? lines
    : `${lines}\n# cut: ${cuts.join(', ')}; the replay command sends it whole`;
}

/** A user in a URL is nothing that the suite sends. */
function withoutUser(baseUrl: string): string {
  return baseUrl.replace(/^(https?:\/\/)[^/]*@/i, '$1');
}

function headerPart(target: Target, name: string, value: string): Part {
  const written = withVariable(target, name, value);
  if (written !== undefined) return { text: `-H "${name}: ${written}"` };
  return part(
    `header ${name}`,
    redacted(target, value),
    (text) => `-H ${quoted(`${name}: ${text}`)}`,
  );
}

function bodyPart(target: Target, body: string | Uint8Array): Part {
  const write = (text: string) => `--data-binary ${quoted(text)}`;
  if (typeof body === 'string')
    return part('body', redacted(target, body), write, byteLength(body));
  // Bytes that are no text are written by printf.
  return part('body', body, (bytes) => `--data-binary "$(printf '${octal(bytes)}')"`);
}

/** Cut before it is quoted, so that no quote is left open. */
function part<T extends string | Uint8Array>(
  what: string,
  value: T,
  write: (value: T) => string,
  length = byteLength(value),
): Part {
  const whole = write(value);
  if (whole.length <= shownWhole) return { text: whole };
  return {
    text: write(value.slice(0, shownOfLonger) as T),
    cut: `the whole ${what} has ${length.toLocaleString('en-US')} bytes`,
  };
}

function byteLength(value: string | Uint8Array): number {
  return Buffer.byteLength(value);
}

/** A header's value, where it is a credential or what the suite makes of one; undefined where it is neither. */
function withVariable({ credentials }: Target, name: string, value: string): string | undefined {
  const all = Object.entries(credentials);
  const own = all.find(
    ([, credential]) => credential.header.toLowerCase() === name && credential.value === value,
  );
  if (own) return `\${${variableOf(own[0])}}`;
  // One secret may be the beginning of another.
  const secrets = all
    .filter(([, credential]) => isSecret(credential.value))
    .sort(([, a], [, b]) => b.value.length - a.value.length);
  for (const [role, credential] of secrets) {
    const written = derived(value, credential.value, variableOf(role));
    if (written !== undefined) return written;
  }
  return undefined;
}

/** A text with a secret in it, or with what the suite makes of it to be nearly right, as a shell writes it. */
function derived(text: string, secret: string, variable: string): string | undefined {
  const token = tokenOf(secret);
  const inPlace = (of: string, written: string) =>
    text.split(of).map(forDoubleQuotes).join(written);
  if (text.includes(secret)) return inPlace(secret, `\${${variable}}`);
  if (text.includes(token)) return inPlace(token, `\${${variable}##* }`);
  if (text === secret.slice(0, -1)) return `\${${variable}%?}`;
  if (text.toLowerCase() !== secret.toLowerCase()) return undefined;
  const sets = tokenOf(text) === tokenOf(text).toUpperCase() ? 'a-z A-Z' : 'A-Z a-z';
  return `$(printf %s "\${${variable}}" | tr ${sets})`;
}

function forDoubleQuotes(text: string): string {
  return text.replaceAll(/["\\$`]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function octal(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
