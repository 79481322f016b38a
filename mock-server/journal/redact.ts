import type { IncomingHttpHeaders } from 'node:http';
import { blot, isSecretName, leftOut, maySecretBeIn } from '../../specs/contract/secret.ts';

/** Headers with every credential in them blotted out. */
export function redactHeaders(headers: IncomingHttpHeaders): Record<string, unknown> {
  const redacted: Record<string, unknown> = { ...headers };
  for (const name in redacted) if (isSecret(name)) redacted[name] = blot;
  return redacted;
}

/** The same few names come with every request. */
const judged = new Map<string, boolean>();
const mostJudged = 1000;

function isSecret(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  const found = maySecretBeIn(name);
  if (judged.size < mostJudged) judged.set(name, found);
  return found;
}

/**
 * A path without what its query says: no provider here reads it, and clients put secrets there.
 *
 * @param token the caller's, which is told from the rest.
 */
export function redactPath(path: string, token: string | undefined): string {
  const query = path.indexOf('?');
  if (query < 0) return path;
  const cleaned = path.slice(query + 1).replace(/([^&=]*)=([^&]*)/g, (_, name, value) => {
    const isToken = token !== undefined && decoded(value).includes(token);
    return `${name}=${isToken || isSecretName(decoded(name)) ? blot : leftOut}`;
  });
  return path.slice(0, query + 1) + cleaned;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
