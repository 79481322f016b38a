import type { Target } from '../target/target.ts';
import type { Message } from './message.ts';
import { isSecret, redacted, tokenOf } from './redact.ts';
import { forDoubleQuotes, octal, quoted } from './shell.ts';
import { variableOf } from './shell-variable.ts';
import { type SecretForm, secretsIn } from './variables.ts';
import { withoutUser } from './without-user.ts';

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

/** How a shell makes each form of what is in the variable. */
const inShell: Readonly<Record<SecretForm, (variable: string, sent: string) => string>> = {
  value: (variable) => `\${${variable}}`,
  token: (variable) => `\${${variable}##* }`,
  shorter: (variable) => `\${${variable}%?}`,
  'other-case': (variable, sent) => {
    const sets = tokenOf(sent) === tokenOf(sent).toUpperCase() ? 'a-z A-Z' : 'A-Z a-z';
    return `$(printf %s "\${${variable}}" | tr ${sets})`;
  },
};

/** A header's value, where it is a credential or what the suite makes of one; undefined where it is neither. */
function withVariable(target: Target, name: string, value: string): string | undefined {
  const parts = secretsIn(target, value, name);
  if (parts.every((part) => typeof part === 'string')) return folded(target, value);
  return parts
    .map((part) =>
      typeof part === 'string'
        ? forDoubleQuotes(part)
        : inShell[part.form](variableOf(part.role), value),
    )
    .join('');
}

/** A secret with any of its letters in the other case. */
function folded({ credentials }: Target, value: string): string | undefined {
  const own = Object.entries(credentials).find(
    ([, secret]) => isSecret(secret.value) && secret.value.toLowerCase() === value.toLowerCase(),
  );
  return own && inShell['other-case'](variableOf(own[0]), value);
}
