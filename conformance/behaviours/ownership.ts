import type { Ownership } from '../../specs/behaviours/ownership.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Fault } from '../cases/change.ts';
import { replaced } from '../cases/place.ts';
import { unseen } from '../suite/check.ts';
import type { Verifier } from '../suite/verification.ts';

/** Requests on behalf of somebody else: a stranger, a colleague, and names that nearly are the caller's. */
export const verify: Verifier<Ownership> = ({ at, other }, plan) => {
  const { known } = plan;
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
  const stated = [...plan.operation.rules.values()].find(({ by }) => by === 'ownership');
  const nearly = { 'other-case': own.toUpperCase(), padded: ` ${own} ` };
  return {
    faults: [
      ...ownerFaults(at, other, others, own),
      // Whoever else has a credential may not act for this one either.
      ...['second-key', 'second-tenant'].flatMap((role) =>
        ownerFaults(at, other, { [`${role}-for-primary`]: own }, credentials[role]?.subject, role),
      ),
      // How two names are compared is a matter of the assumption which field it is.
      ...ownerFaults(at, { ...other, clause: stated?.clauses[0] ?? other.clause }, nearly, own),
    ],
  };
};

function ownerFaults(
  at: string,
  rejection: Rejection,
  others: Readonly<Record<string, string | undefined>>,
  own: string | undefined,
  role?: string,
): Fault[] {
  return Object.entries(others).flatMap(([operator, subject]): Fault[] => {
    if (!subject || !own || subject === own) return [];
    const apply: Fault['apply'] = (draft) => replaced(draft, at, subject);
    const id = `${at}/owner/${operator}`;
    const parts = { id, kind: 'ownership', pointer: at, keyword: 'owner', operator };
    const asked = role === undefined ? {} : { role, isAlone: true };
    return [{ ...parts, ...asked, rejection, apply }];
  });
}
