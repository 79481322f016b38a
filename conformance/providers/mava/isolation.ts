import { alikeCheck } from '../../behaviours/reference.ts';
import { withField } from '../../cases/draft.ts';
import { replaced } from '../../cases/place.ts';
import { rejectionOfNull } from '../../cases/rejections.ts';
import type { Check, Fault, Plan } from '../../suite/verification.ts';

const statements = ['mava/references/foreign', 'mava/references/verified'];

/** Every ObjectId of another organization is answered 404; a customer that is no object has a fault of its own. */
export function isolationFaults(plan: Plan): Fault[] {
  return [...foreignIds(plan), ...noObject(plan)];
}

function foreignIds({ references, known }: Plan): Fault[] {
  const byObjectId = references.filter(({ to }) => ['customer', 'category', 'tag'].includes(to));
  return byObjectId.flatMap(({ at, to, foreign }) => {
    const [stranger] = known.foreign(to, 'primary');
    if (!stranger) return [];
    return statements.map((clause) => ({
      id: `${at}/isolation/${clause.split('/').at(-1)}`,
      kind: 'reference',
      pointer: at,
      keyword: 'isolation',
      operator: 'foreign',
      rejection: { ...foreign, clause },
      apply: (draft: Parameters<Fault['apply']>[0]) => replaced(draft, at, stranger.id),
    }));
  });
}

function noObject(plan: Plan): Fault[] {
  const clause = 'mava/customer-mode/objects-only';
  const invalid = plan.operation.rules.get('values')?.refused;
  const apart = rejectionOfNull(plan, '')?.rejection;
  if (!invalid || !apart) return [];
  return [
    {
      id: '/customer/objects-only/a-text',
      kind: 'validation',
      pointer: '/customer',
      keyword: 'objects-only',
      operator: 'a-text',
      rejection: { clause, status: clause, answers: invalid.answers },
      premise: clause,
      apply: (draft) => {
        const { customer } = draft.body as { customer?: unknown };
        return customer === undefined ? undefined : withField(draft, '/customer', 'Nora');
      },
    },
  ];
}

/** To the byte, what another organization has is answered as what nobody has. */
export function isolationChecks(plan: Plan): Check[] {
  return plan.references.flatMap((reference) =>
    alikeCheck(reference, plan, 'mava/references/indistinguishable'),
  );
}
