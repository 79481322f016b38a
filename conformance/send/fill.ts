import type { CaseBody, CaseRequest } from '../generate/case.ts';
import type { Target } from '../target/target.ts';
import type { Message } from '../wire/message.ts';
import { renderTemplate, variablesOf } from '../wire/variables.ts';

/** The first variable of a request that has no value: the target lacks its role. */
export function missingIn(
  { path, headers }: CaseRequest,
  values: ReadonlyMap<string, string>,
): string | undefined {
  return [path, ...headers.map(({ value }) => value)]
    .flatMap(variablesOf)
    .find((name) => !values.has(name));
}

/** The request in bytes, with the values of its variables; in a path they are percent-encoded. */
export function messageOf(
  { method, path, headers, body }: CaseRequest,
  values: ReadonlyMap<string, string>,
  userAgent: string,
): Message {
  const filled = (name: string) => values.get(name) ?? '';
  const text = (plain: string) => plain;
  return {
    method,
    path: renderTemplate(path, { text, variable: (name) => encodeURIComponent(filled(name)) }),
    headers: {
      'user-agent': userAgent,
      ...Object.fromEntries(
        headers.map(({ name, value }) => [
          name.toLowerCase(),
          renderTemplate(value, { text, variable: filled }),
        ]),
      ),
    },
    body: body && bytesOf(body),
  };
}

function bytesOf(body: CaseBody): string | Uint8Array {
  if ('text' in body) return body.text;
  if ('base64' in body) return Buffer.from(body.base64, 'base64');
  return body.parts.map(({ text, times }) => text.repeat(times)).join('');
}

/** The value of the credential that a message is sent with, whose limit it counts for; empty for none. */
export function credentialIn({ credentials }: Target, { headers }: Message): string {
  const own = Object.values(credentials).find(
    ({ header, value }) => headers[header.toLowerCase()] === value,
  );
  return own?.value ?? '';
}
