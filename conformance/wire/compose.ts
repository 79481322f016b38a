import type { Draft } from '../cases/draft.ts';
import type { Credential } from '../target/target.ts';
import type { Message } from './message.ts';

/** Puts a draft into bytes, with the credential of its role. */
export function compose(
  draft: Draft,
  credential: Credential | undefined,
  userAgent: string,
): Message {
  const body = draft.raw ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body));
  const headers: Record<string, string> = { 'user-agent': userAgent };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (credential) headers[credential.header.toLowerCase()] = credential.value;
  for (const [name, value] of Object.entries(draft.headers)) {
    delete headers[name.toLowerCase()];
    if (value !== null) headers[name.toLowerCase()] = value;
  }
  return {
    method: draft.method ?? draft.operation.method,
    path: draft.path ?? draft.operation.path,
    headers,
    body,
  };
}
