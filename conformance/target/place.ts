import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { type CredentialPlace, securityScheme } from '../../specs/contract/security.ts';
import type { Contract } from '../../specs/contract/types.ts';

/** Where the contract has its credentials: every contract declares exactly one way. */
export function placeOf(contract: Contract): CredentialPlace {
  const found = contract.behaviours.find(({ kind }) => kind === 'authentication');
  return securityScheme(contract, (found as Authentication).scheme);
}
