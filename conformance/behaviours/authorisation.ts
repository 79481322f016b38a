import type { Authorisation } from '../../specs/behaviours/authorisation.ts';
import type { Plan } from '../cases/change.ts';
import { unseen } from '../suite/check.ts';
import type { Verifier } from '../suite/verification.ts';

/** A credential without the ability. */
export const verify: Verifier<Authorisation> = ({ ability, lacking }, plan) => {
  const stated = [...plan.operation.rules.values()].flatMap(({ by, clauses }) =>
    by === 'authorisation' ? clauses : [],
  );
  const role = roleWithout(ability, plan);
  if (role === undefined) {
    const reason = `the target has no credential in the role lacking-ability (without ${ability})`;
    return { checks: [unseen('authorisation', reason, [lacking.clause, ...stated])] };
  }
  return {
    faults: [lacking.clause, ...stated].map((clause, i) => ({
      id: `/authorisation/ability/lacking${i || ''}`,
      kind: 'authorisation',
      pointer: '',
      keyword: 'ability',
      operator: 'lacking',
      rejection: { ...lacking, clause },
      role,
      apply: (draft) => draft,
    })),
  };
};

function roleWithout(ability: string, { known }: Plan): string | undefined {
  const { credentials } = known.target;
  if (credentials['lacking-ability']) return 'lacking-ability';
  const tenant = credentials.primary?.tenant;
  const found = Object.entries(credentials).find(
    ([, { abilities, tenant: of }]) => of === tenant && abilities && !abilities.includes(ability),
  );
  return found?.[0];
}
