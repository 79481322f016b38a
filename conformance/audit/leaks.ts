import { jsonOf } from '../../specs/contract/json.ts';
import { blot, isSecretName } from '../../specs/contract/secret.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { JournalLine } from './journal-line.ts';
import { secretMembersIn } from './named-secrets.ts';
import { shownToken } from './shown-token.ts';

/** Where a request has a credential that must not be there; the credential itself is not told. */
export function leaksOf(contract: Contract, { request }: JournalLine): readonly string[] {
  const token = shownToken(contract, request.headers);
  const holds = (text: string) => token !== undefined && text.includes(token);
  const [path = '', query = ''] = request.path.split('?');
  const parameters = [...new URLSearchParams(query)].filter(
    ([name, value]) => isSecretName(name) || holds(value) || value.includes(blot),
  );
  return [
    ...(holds(path) || path.includes(blot) ? ['the path of the URL holds the credential'] : []),
    ...parameters.map(([name]) => `the parameter ${name} of the URL holds a credential`),
    ...(holds(request.body) || isBlotted(request) ? ['the body holds the credential'] : []),
    ...secretMembersIn(request.body).map((name) => `the body has a member ${name}`),
  ];
}

/**
 * Whether something was blotted out of a body. Its writer may have put that word there as well, for people send
 * what they find in their logs: then nothing is missing.
 */
function isBlotted({ body, size }: JournalLine['request']): boolean {
  return body.includes(blot) && Buffer.byteLength(body) !== size && jsonOf(body) !== undefined;
}
