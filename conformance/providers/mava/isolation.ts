import { alikeCheck } from '../../behaviours/reference.ts';
import type { Fault, Plan } from '../../cases/change.ts';
import { withField } from '../../cases/draft.ts';
import { replaced } from '../../cases/place.ts';
import type { Check } from '../../suite/verification.ts';

const statements = ['mava/references/foreign', 'mava/references/verified'];

/** Every ObjectId of another organization is answered 404; a customer that is no object has a fault of its own. */
export function isolationFaults(plan: Plan): Fault[] {
  const byId = [...foreignIds(plan), ...unknownIds(plan)];
  return [...byId.flatMap((fault) => [fault, ...atTheEnd(fault, plan)]), ...noObject(plan)];
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

/** At the end of a list as long as it may be. */
function atTheEnd(fault: Fault, { known }: Plan): Fault[] {
  if (!fault.pointer.endsWith('/*')) return [];
  const items = Math.min(20, known.own('tag', 'primary').length);
  return items < 4 ? [] : [{ ...fault, id: `${fault.id}-among-many`, items }];
}

/** What nobody has is looked for as well. */
function unknownIds({ references, known }: Plan): Fault[] {
  return references
    .filter(({ to }) => ['customer', 'category', 'tag'].includes(to))
    .map(({ at, to, missing }) => ({
      id: `${at}/isolation/unknown`,
      kind: 'reference',
      pointer: at,
      keyword: 'isolation',
      operator: 'unknown',
      rejection: { ...missing, clause: 'mava/references/verified' },
      apply: (draft, maker) => {
        const id = known.missing(to, 'id', maker);
        return id === undefined ? undefined : replaced(draft, at, id);
      },
    }));
}

function noObject(plan: Plan): Fault[] {
  const clause = 'mava/customer-mode/objects-only';
  const invalid = plan.operation.rules.get('values')?.refused;
  if (!invalid) return [];
  return Object.entries({ 'a-text': 'Nora', 'a-list': [] }).map(([operator, value]) => ({
    id: `/customer/objects-only/${operator}`,
    kind: 'validation',
    pointer: '/customer',
    keyword: 'objects-only',
    operator,
    rejection: { clause, status: clause, answers: invalid.answers },
    premise: clause,
    apply(draft) {
      const { customer } = draft.body as { customer?: unknown };
      return customer === undefined ? undefined : withField(draft, '/customer', value);
    },
  }));
}

/** To the byte, what another organization has is answered as what nobody has. */
export function isolationChecks(plan: Plan): Check[] {
  return plan.references.flatMap((reference) =>
    alikeCheck(reference, plan, 'mava/references/indistinguishable'),
  );
}
