import type { Ownership } from '../../specs/behaviours/ownership.ts';
import { replaced } from '../cases/place.ts';
import { unseen } from '../suite/check.ts';
import type { Fault, Verifier } from '../suite/verification.ts';

/** Requests on behalf of somebody else: a stranger, a colleague, and names that nearly are the caller's. */
export const verify: Verifier<Ownership> = ({ at, other }, { known }) => {
  const { credentials } = known.target;
  const own = known.credential('primary')?.subject;
  if (own === undefined) {
    const reason = 'the target does not say for which person the credential primary stands';
    return { checks: [unseen('ownership', reason, [other.clause])] };
  }
  const others = {
    colleague: credentials['second-key']?.subject,
    stranger: credentials['second-tenant']?.subject,
    longer: `${own}0`,
    shorter: own.slice(0, -1),
    nobody: 'doublecheck-nobody',
  };
  return {
    faults: Object.entries(others).flatMap(([operator, subject]): Fault[] =>
      subject === undefined || subject === own || subject === ''
        ? []
        : [
            {
              id: `${at}/owner/${operator}`,
              kind: 'ownership',
              pointer: at,
              keyword: 'owner',
              operator,
              rejection: other,
              apply: (draft) => replaced(draft, at, subject),
            },
          ],
    ),
  };
};
