import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { headerOf } from './attempt.ts';
import type { JournalLine } from './journal-line.ts';

/** What stands in a journal where a credential was. */
export const blot = '[redacted]';

const names =
  'access[-_]?token|auth(?:orization)?|x[-_]?auth[-_]?token|api[-_]?(?:key|token)|x[-_]?api[-_]?key|token|secret|password';

/** Names of parameters and members that hold a credential. */
const secret = new RegExp(`^(?:${names})$`, 'i');

const parameter = new RegExp(`([?&](?:${names})=)[^&#]*`, 'gi');
const member = new RegExp(`("(?:${names})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'gi');

/** Shorter ones are in too many words to be told from them. */
const shortestToken = 6;

/** A path or a body without what its parameters and members say that are named as a credential is. */
export function withoutSecrets(text: string): string {
  return text.replace(parameter, `$1${blot}`).replace(member, `$1"${blot}"`);
}

/** Where a request has a credential that must not be there; the credential itself is not told. */
export function leaksOf(contract: Contract, { request }: JournalLine): readonly string[] {
  const token = tokenOf(contract, request.headers);
  const holds = (text: string) => token !== undefined && text.includes(token);
  const [path = '', query = ''] = request.path.split('?');
  const parameters = [...new URLSearchParams(query)].filter(
    ([name, value]) => secret.test(name) || holds(value),
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

/** Members of the outermost object whose names say that they are a credential. */
function namesIn(body: string): readonly string[] {
  try {
    return Object.keys(JSON.parse(body) ?? {}).filter((name) => secret.test(name));
  } catch {
    return [];
  }
}

/** Whether a body is all there. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
