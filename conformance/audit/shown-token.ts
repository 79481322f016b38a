import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { blot, shortestSecret } from '../../specs/contract/secret.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { headerOf } from './attempt.ts';

/**
 * The token that a request shows where its contract wants one; undefined where there is none, where it was
 * blotted out, and where it is too short to be told from words.
 */
export function shownToken(
  contract: Contract,
  headers: Readonly<Record<string, unknown>>,
): string | undefined {
  const [declared] = behavioursOf<Authentication>(contract, 'authentication');
  if (!declared) return undefined;
  const { header, prefix } = securityScheme(contract, declared.scheme);
  const value = headerOf(headers, header);
  const token = value?.startsWith(prefix) ? value.slice(prefix.length) : value;
  return token === undefined || token.length < shortestSecret || token === blot ? undefined : token;
}
