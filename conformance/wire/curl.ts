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

/** Takes every secret of a target out of a text. */
export function redacted(target: Target, text: string): string {
  return secretsOf(target).reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

function secretsOf({ credentials }: Target): string[] {
  const values = Object.values(credentials).map(({ value }) => value);
  const tokens = values.map((value) => value.split(' ').at(-1) ?? value);
  // The longest first: one secret may be the beginning of another.
  return [...new Set([...values, ...tokens])]
    .filter((secret) => secret.length > 3)
    .sort((a, b) => b.length - a.length);
}

function headerOf({ credentials }: Target, name: string, value: string): string {
  for (const [role, credential] of Object.entries(credentials)) {
    if (!value.includes(credential.value)) continue;
    const [before = '', after = ''] = value.split(credential.value).map(forDoubleQuotes);
    return `"${name}: ${before}$${variableOf(role)}${after}"`;
  }
  return quoted(`${name}: ${value}`);
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
