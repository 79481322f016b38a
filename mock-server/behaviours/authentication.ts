import type { IncomingHttpHeaders } from 'node:http';
import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';

/** Reads the credential where the security scheme says, and refuses when there is none or nobody has it. */
export const enforce: Enforcer<Authentication> = (declared, _operation, contract) => {
  const scheme = securityScheme(contract, declared.scheme);
  const tokenOf = (headers: IncomingHttpHeaders): string | undefined => {
    const value = headers[scheme.header];
    if (typeof value !== 'string' || value === '') return undefined;
    return scheme.prefix ? value.match(/^Bearer +(\S.*)$/i)?.[1] : value;
  };
  return {
    ask({ headers }, wants) {
      wants.token = tokenOf(headers);
    },
    check({ request, facts, clauses }) {
      clauses.push(declared.clause);
      if (facts.credential) return undefined;
      const sent = tokenOf(request.headers);
      if (sent === undefined)
        return refuse(declared.missing, { reason: `no credential in ${scheme.header}` });
      return refuse(declared.invalid, { reason: 'nobody has this credential' });
    },
  };
};
