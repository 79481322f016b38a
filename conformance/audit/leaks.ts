import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { headerOf } from './attempt.ts';
import type { JournalLine } from './journal-line.ts';

/** What stands in a journal where a credential was. */
const blot = '[redacted]';

/** Names of parameters and members that hold a credential. */
const secret =
  /^(access[-_]?token|auth(orization)?|x[-_]?auth[-_]?token|api[-_]?(key|token)|x[-_]?api[-_]?key|token|secret|password)$/i;

/** Shorter ones are in too many words to be told from them. */
const shortestToken = 6;

/** Where a request has a credential that must not be there; the credential itself is not told. */
export function leaksOf(contract: Contract, { request }: JournalLine): readonly string[] {
  const token = tokenOf(contract, request.headers);
  const holds = (text: string) =>
    text.includes(blot) || (token !== undefined && text.includes(token));
  const [path = '', query = ''] = request.path.split('?');
  const parameters = [...new URLSearchParams(query)].filter(
    ([name, value]) => secret.test(name) || holds(value),
  );
  return [
    ...(holds(path) ? ['the path of the URL holds the credential'] : []),
    ...parameters.map(([name]) => `the parameter ${name} of the URL holds a credential`),
    ...(holds(request.body) ? ['the body holds the credential'] : []),
    ...namesIn(request.body).map((name) => `the body has a member ${name}`),
  ];
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
