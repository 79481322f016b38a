import type { Quota } from '../../specs/behaviours/quota.ts';
import type { Fault, Plan } from '../cases/change.ts';
import type { Field } from '../cases/fields.ts';
import { replaced } from '../cases/place.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { quotaChecks } from '../limits/quota.ts';
import { unseen } from '../suite/check.ts';
import type { Verifier } from '../suite/verification.ts';

const role = 'exhausted-quota';

/** A tenant whose quota is used up, and one whose small quota the suite may use up itself. */
export const verify: Verifier<Quota> = (declared, plan) => {
  const { exceeded } = declared;
  const checks = quotaChecks(declared);
  if (!plan.known.credential(role)) {
    const reason = `the target has no credential in the role ${role}`;
    return {
      checks: [...checks, unseen('quota', reason, clausesOfRejection({ rejection: exceeded }))],
    };
  }
  return { checks, faults: usedUp(declared, plan) };
};

/** A used up quota refuses every request: the smallest and the largest, and those with each value of a list. */
function usedUp({ exceeded }: Quota, { forms }: Plan): Fault[] {
  const common = { kind: 'quota', keyword: 'quota', rejection: exceeded, role };
  const listed = new Map(forms.flatMap(({ optionals }) => optionals.flatMap(valuesOf)));
  return [
    {
      ...common,
      id: '/quota/used-up',
      pointer: '',
      operator: 'used-up',
      apply: (draft) => draft,
    },
    ...[...listed].map(
      ([name, { pointer, value }]): Fault => ({
        ...common,
        id: `/quota/used-up${name}`,
        pointer,
        operator: `used-up${name}`,
        isAlone: true,
        apply: (draft) => replaced(draft, pointer, value),
      }),
    ),
  ];
}

function valuesOf({ pointer, schema }: Field): [string, { pointer: string; value: unknown }][] {
  const values = (schema.enum ?? (schema.type === 'boolean' ? [true, false] : [])) as unknown[];
  return values.map((value) => [`${pointer}/${value}`, { pointer, value }]);
}
