import type { IncomingHttpHeaders } from 'node:http';
import { blot, maySecretBeIn } from '../../specs/contract/secret.ts';

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

/** A path without what its query says: no provider here reads it, and clients put secrets there. */
export function redactPath(path: string): string {
  const query = path.indexOf('?');
  if (query < 0) return path;
  return path.slice(0, query + 1) + path.slice(query + 1).replace(/=[^&]*/g, `=${blot}`);
}
