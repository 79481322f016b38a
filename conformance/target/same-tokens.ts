import type { Problem } from '../../specs/contract/problem.ts';
import { pointerPart } from './pointer-part.ts';
import type { TargetFile } from './schema.ts';

type Found = Omit<Problem, 'line'>;

/**
 * Tokens that stand under two roles where there have to be two: of two tenants, since a token is of one,
 * and of a second key, since it has to be another than the first. No token is shown.
 */
export function sameTokens({ credentials }: TargetFile): Found[] {
  const entries = Object.entries(credentials);
  return entries.flatMap(([role, { tenant, token }], index) => {
    const before = entries.slice(0, index).filter(([, other]) => other.token === token);
    const elsewhere = before.find(([, other]) => other.tenant !== tenant);
    if (elsewhere) return [ofTwoTenants(role, tenant, elsewhere)];
    const same = before.find(([other]) => isSecond(role) || isSecond(other));
    return same ? [ofOneTenant(role, same[0])] : [];
  });
}

function isSecond(role: string): boolean {
  return role === 'second-key' || role.endsWith('-second-key');
}

function ofTwoTenants(
  role: string,
  tenant: string,
  [other, { tenant: otherTenant }]: readonly [string, { readonly tenant: string }],
): Found {
  return {
    pointer: `/credentials/${pointerPart(role)}/token`,
    message: `it is the token of "${other}", which is of the tenant ${otherTenant}`,
    mend: `Tokens of different tenants differ: put in one of ${tenant}, or leave "${role}" out.`,
  };
}

function ofOneTenant(role: string, other: string): Found {
  const second = isSecond(role) ? role : other;
  return {
    pointer: `/credentials/${pointerPart(role)}/token`,
    message: `it is the token of "${other}"`,
    mend: `The checks of "${second}" need another credential of the tenant: put one in, or leave it out.`,
  };
}
