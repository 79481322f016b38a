import type { Target } from '../target/target.ts';
import type { Message } from './message.ts';

/** The shell variable that stands for a role's secret. */
export function variableOf(role: string): string {
  return `DOUBLECHECK_${role.toUpperCase().replaceAll('-', '_')}`;
}

/** A request as lines that paste into a POSIX shell and run; credentials are variables of the shell. */
export function curlOf(target: Target, { method, path, headers, body }: Message): string {
  const lines = [`curl -i -X ${method} ${quoted(target.baseUrl + path)}`];
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'user-agent') lines.push(`-H ${headerOf(target, name, value)}`);
  }
  if (body !== undefined) lines.push(`--data-binary ${dataOf(body)}`);
  return lines.join(' \\\n  ');
}

function headerOf({ credentials }: Target, name: string, value: string): string {
  for (const [role, { value: secret }] of Object.entries(credentials)) {
    const written = withVariable(value, secret, variableOf(role));
    if (written !== undefined) return `"${name}: ${written}"`;
  }
  return quoted(`${name}: ${value}`);
}

/** A text with a secret in it, or with what the suite makes of it to be nearly right, as a shell writes it. */
function withVariable(text: string, secret: string, variable: string): string | undefined {
  if (text.includes(secret)) return text.split(secret).map(forDoubleQuotes).join(`$${variable}`);
  if (text === secret.slice(0, -1)) return `\${${variable}%?}`;
  if (text.toLowerCase() !== secret.toLowerCase()) return undefined;
  const token = text.split(' ').at(-1) ?? text;
  const sets = token === token.toUpperCase() ? 'a-z A-Z' : 'A-Z a-z';
  return `$(printf %s "$${variable}" | tr ${sets})`;
}

function forDoubleQuotes(text: string): string {
  return text.replaceAll(/["\\$`]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Bytes that are no text are written by `printf`. */
function dataOf(body: string | Uint8Array): string {
  if (typeof body === 'string') return quoted(body);
  const octal = [...body].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return `"$(printf '${octal}')"`;
}
