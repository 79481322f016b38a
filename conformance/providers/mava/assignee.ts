import type { Rejection } from '../../../specs/contract/types.ts';
import type { Fault, Plan, Variation } from '../../cases/change.ts';
import { replaced } from '../../cases/place.ts';

const at = '/assignedTo';

/** What is no agent's id: an agent's email, and texts that no format would let through. */
export function assigneeFaults(plan: Plan): Fault[] {
  const { refused } = plan.operation.rules.get('assignee') ?? {};
  const unknown = plan.references.find((reference) => reference.at === at)?.missing;
  if (!refused || !unknown) return [];
  const any: Rejection = { clause: 'mava/assigned-to/any-string', answers: unknown.answers };
  const [first] = unknown.answers;
  const byStatus: Rejection = { clause: 'mava/assigned-to/unknown-status', answers: [first] };
  const agent = plan.known.own('agent', 'primary').find(({ email }) => typeof email === 'string');
  return [
    ...(agent ? [fault('an-email', refused, () => String(agent.email))] : []),
    fault('any-text', any, () => 'an agent? (#1) \u00e9'),
    fault('empty', any, () => ''),
    fault('missing-status', byStatus, (maker) => plan.known.missing('agent', 'id', maker)),
  ];
}

function fault(
  operator: string,
  rejection: Rejection,
  value: (maker: Parameters<Fault['apply']>[1]) => string | undefined,
): Fault {
  return {
    id: `${at}/assignee/${operator}`,
    kind: 'reference',
    pointer: at,
    keyword: 'assignee',
    operator,
    rejection,
    apply(draft, maker) {
      const id = value(maker);
      return id === undefined ? undefined : replaced(draft, at, id);
    },
  };
}

/** An agent whose account is a wallet. */
export function assigneeVariations({ known }: Plan): Variation[] {
  const agents = known.own('agent', 'primary');
  const wallet = agents.find(({ email }) => email === undefined || email === null);
  if (!wallet) return [];
  return [
    {
      id: `${at}/assignee/without-email`,
      pointer: at,
      keyword: 'assignee',
      operator: 'without-email',
      clauses: ['mava/assigned-to/without-email'],
      apply: (draft) => replaced(draft, at, wallet.id),
    },
  ];
}
