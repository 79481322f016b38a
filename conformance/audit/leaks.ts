import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { headerOf } from './attempt.ts';
import type { JournalLine } from './journal-line.ts';
import { isJson } from './payload.ts';
import { blot, isSecretName } from './secret-places.ts';

export { blot, isSecretName, secretsIn, withoutSecrets } from './secret-places.ts';

/** Shorter ones are in too many words to be told from them. */
const shortestToken = 6;

/** Where a request has a credential that must not be there; the credential itself is not told. */
export function leaksOf(contract: Contract, { request }: JournalLine): readonly string[] {
  const token = tokenOf(contract, request.headers);
  const holds = (text: string) => token !== undefined && text.includes(token);
  const [path = '', query = ''] = request.path.split('?');
  const parameters = [...new URLSearchParams(query)].filter(
    ([name, value]) => isSecretName(name) || holds(value),
  );
  return [
    ...(holds(path) || path.includes(blot) ? ['the path of the URL holds the credential'] : []),
    ...parameters.map(([name]) => `the parameter ${name} of the URL holds a credential`),
    ...(holds(request.body) || isBlotted(request) ? ['the body holds the credential'] : []),
    ...namesIn(request.body).map((name) => `the body has a member ${name}`),
  ];
}

/**
 * Whether something was blotted out of a body. Its writer may have put that word there as well, for people send
 * what they find in their logs: then nothing is missing.
 */
function isBlotted({ body, size }: JournalLine['request']): boolean {
  return body.includes(blot) && Buffer.byteLength(body) !== size && isJson(body);
}

/** The caller's own, where the journal was not redacted. */
function tokenOf(contract: Contract, headers: JournalLine['request']['headers']) {
  const [declared] = behavioursOf<Authentication>(contract, 'authentication');
  if (!declared) return undefined;
  const { header, prefix } = securityScheme(contract, declared.scheme);
  const token = headerOf(headers, header)?.slice(prefix.length);
  return token === undefined || token.length < shortestToken || token === blot ? undefined : token;
}

/** Members, at whatever depth, whose names say that they are a credential. */
function namesIn(body: string): readonly string[] {
  const names = new Set<string>();
  try {
    JSON.parse(body, (name, value) => {
      if (isSecretName(name)) names.add(name);
      return value;
    });
  } catch {
    return [];
  }
  return [...names];
}
