import type { Quota } from '../../specs/behaviours/quota.ts';
import { quotaChecks } from '../limits/quota.ts';
import { clausesOfRejection } from '../phases/coverage.ts';
import { unseen } from '../suite/check.ts';
import type { Verifier } from '../suite/verification.ts';

/** A tenant whose quota is used up, and one whose small quota the suite may use up itself. */
export const verify: Verifier<Quota> = (declared, { known }) => {
  const { exceeded } = declared;
  const role = 'exhausted-quota';
  const checks = quotaChecks(declared);
  if (!known.credential(role)) {
    const reason = `the target has no credential in the role ${role}`;
    return {
      checks: [...checks, unseen('quota', reason, clausesOfRejection({ rejection: exceeded }))],
    };
  }
  return {
    checks,
    faults: [
      {
        id: '/quota/used-up',
        kind: 'quota',
        pointer: '',
        keyword: 'quota',
        operator: 'used-up',
        rejection: exceeded,
        isAlone: true,
        role,
        apply: (draft) => draft,
      },
    ],
  };
};
