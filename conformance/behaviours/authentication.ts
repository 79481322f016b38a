import type { Authentication } from '../../specs/behaviours/authentication.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import { type Draft, withHeader } from '../cases/draft.ts';
import { isDocumented } from '../cases/subject.ts';
import type { Fault, Plan, Verifier } from '../suite/verification.ts';

/** Requests without the credential, with one that is nearly right, and with it in another place. */
export const verify: Verifier<Authentication> = (declared, plan) => {
  const { missing, invalid } = declared;
  const clauses = [declared.clause, schemeClause(declared, plan)].filter((id) => id !== undefined);
  // What says where the credential travels is broken when it is found elsewhere.
  const elsewhere = clauses.map(
    (clause): Rejection => ({
      clause,
      status: missing.status ?? missing.clause,
      answers: [...missing.answers, ...invalid.answers],
    }),
  );
  const premise = isDocumented(plan, missing.clause) ? undefined : missing.clause;
  return {
    faults: [
      fault('absent', missing, (draft) => ({ ...draft, as: null })),
      ...wrongTokens(declared, plan),
      ...elsewhere.flatMap((rejection, i) =>
        misplaced(declared, plan).map(([operator, apply]) => ({
          ...fault(`${operator}${i || ''}`, rejection, apply),
          premise,
        })),
      ),
    ],
    watches: [
      {
        clauses,
        accepted({ draft }, note) {
          if (draft.as !== null) for (const clause of clauses) note({ saw: 'held', clause });
        },
      },
    ],
  };
};

function fault(operator: string, rejection: Rejection, apply: (draft: Draft) => Draft): Fault {
  return {
    id: `/authentication/credential/${operator}`,
    kind: 'authentication',
    pointer: '',
    keyword: 'credential',
    operator,
    rejection,
    isAlone: true,
    apply,
  };
}

/** The clause that the security scheme itself cites. */
function schemeClause({ scheme }: Authentication, { contract }: Plan): string | undefined {
  return clauseOf(contract.document.components?.securitySchemes?.[scheme], 'scheme');
}

/** Where this target's credential travels: it may be another place than the contract's, where that is assumed. */
function placeOf({ scheme }: Authentication, { contract, known }: Plan) {
  const { header, value } = known.credential('primary') ?? { header: '', value: '' };
  const declared = securityScheme(contract, scheme).prefix;
  const prefix = value.startsWith(declared) ? declared : '';
  return { header: header.toLowerCase(), prefix, token: value.slice(prefix.length) };
}

function wrongTokens(declared: Authentication, plan: Plan): Fault[] {
  const { header, prefix, token } = placeOf(declared, plan);
  const wrong = {
    unknown: 'doublecheck-no-such-token-0000',
    longer: `${token}x`,
    shorter: token.slice(0, -1),
    'other-case': token === token.toUpperCase() ? token.toLowerCase() : token.toUpperCase(),
    empty: '',
  };
  return Object.entries(wrong)
    .filter(([, value]) => value !== token)
    .map(([operator, value]) =>
      fault(operator, declared.invalid, (draft) =>
        withHeader(draft, header, (prefix + value).trim()),
      ),
    );
}

/** The right token where the document does not have it. */
function misplaced(declared: Authentication, plan: Plan): [string, (draft: Draft) => Draft][] {
  const { header, prefix, token } = placeOf(declared, plan);
  const moved = (name: string, value: string) => (draft: Draft) =>
    withHeader({ ...draft, as: null }, name, value);
  const inQuery = (draft: Draft) => ({
    ...draft,
    as: null,
    path: `${draft.operation.path}?${header}=${encodeURIComponent(token)}&token=${encodeURIComponent(token)}`,
  });
  return prefix === ''
    ? [
        ['as-bearer', moved('authorization', `Bearer ${token}`)],
        ['in-query', inQuery],
      ]
    : [
        ['other-scheme', moved(header, `Basic ${token}`)],
        ['other-header', moved('x-access-token', token)],
        ['in-query', inQuery],
      ];
}
