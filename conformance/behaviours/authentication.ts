import type { Authentication } from '../../specs/behaviours/authentication.ts';
import type { Routes } from '../../specs/behaviours/routes.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Answer, Rejection } from '../../specs/contract/types.ts';
import type { Fault, Plan } from '../cases/change.ts';
import { type Draft, withHeader } from '../cases/draft.ts';
import { isDocumented } from '../cases/subject.ts';
import { check } from '../suite/check.ts';
import type { Check, Verifier } from '../suite/verification.ts';
import { isLoopback } from '../target/loopback.ts';

/** Requests without the credential, with one that is nearly right, and with it in another place. */
export const verify: Verifier<Authentication> = (declared, plan) => {
  const { missing } = declared;
  const clauses = [declared.clause, schemeClause(declared, plan)].filter((id) => id !== undefined);
  const premise = isDocumented(plan, missing.clause) ? undefined : missing.clause;
  const refused = [
    fault('absent', missing, (draft) => ({ ...draft, as: null })),
    ...wrongTokens(declared, plan),
  ];
  return {
    faults: [
      ...refused,
      ...clauses.slice(1).flatMap((clause) => refused.map((one) => restated(one, clause, plan))),
      // Only the clause of the place says that a credential in another place is none.
      ...misplaced(declared, plan).map((one) => ({
        ...restated(one, declared.clause, plan),
        premise: one.premise ?? premise,
      })),
    ],
    checks: [rightAfterWrong(clauses, refused)],
  };
};

/** Who comes after a stranger, or had a wrong credential before, is let in all the same. */
function rightAfterWrong(clauses: readonly string[], wrong: readonly Fault[]): Check {
  return check('sequences', 'authentication/right-after-wrong', clauses, async (session) => {
    for (const { apply } of wrong) {
      const draft = apply(session.draft(), session.maker);
      if (draft) await session.send(draft);
      session.accepted(await session.send(session.draft()), []);
    }
  });
}

/** The same fault, as a break of another clause that says so. */
function restated(one: Fault, clause: string, plan: Plan): Fault {
  const status = one.rejection.status ?? one.rejection.clause;
  return {
    ...one,
    id: `${one.id}/${clause.split('/').at(-1)}`,
    // What is assumed of the status stays so.
    rejection: { ...one.rejection, clause, status: isDocumented(plan, status) ? clause : status },
  };
}

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
function misplaced(declared: Authentication, plan: Plan): Fault[] {
  const { header, prefix, token } = placeOf(declared, plan);
  const both = [...declared.missing.answers, ...declared.invalid.answers];
  const [first, ...others] = both as [Answer, ...Answer[]];
  const rejection: Rejection = { ...declared.missing, answers: [first, ...others] };
  const query = `${header}=${encodeURIComponent(token)}&token=${encodeURIComponent(token)}`;
  const elsewhere: Record<string, [name: string, value: string]> = {
    ...(prefix === '' ? {} : { 'other-scheme': [header, `Basic ${token}`] }),
    'as-bearer': ['authorization', `Bearer ${token}`],
    'as-api-key': ['x-api-key', token],
    'as-access-token': ['x-access-token', token],
    'as-cookie': ['cookie', `${header}=${token}; token=${token}`],
  };
  const moved = Object.entries(elsewhere)
    .filter(([operator, [name]]) => name !== header || operator === 'other-scheme')
    .map(([operator, [name, value]]) =>
      fault(operator, rejection, (draft) => withHeader({ ...draft, as: null }, name, value)),
    );
  const path = (draft: Draft) => `${draft.operation.path}?${query}`;
  const [routes] = behavioursOf<Routes>(plan.operation, 'routes');
  const unknownPath =
    routes && !isDocumented(plan, routes.path.clause) ? routes.path.clause : undefined;
  return [
    ...moved,
    // What stands in a URL stands in logs: another machine is not sent the token so.
    ...(isLoopback(plan.known.target.baseUrl)
      ? [
          {
            ...fault('in-query', rejection, (draft) => ({ ...draft, as: null, path: path(draft) })),
            // A server may take a path with a query for another path.
            premise: unknownPath,
          },
        ]
      : []),
    // Many a server takes the token without its scheme; only where the place is assumed anyway is it looked at.
    ...(prefix === '' || isDocumented(plan, declared.clause)
      ? []
      : [fault('bare', rejection, (draft) => withHeader({ ...draft, as: null }, header, token))]),
  ];
}
