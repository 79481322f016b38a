import type { FindOrCreate } from '../../../specs/behaviours/find-or-create.ts';
import type { Plan } from '../../cases/change.ts';
import type { Draft } from '../../cases/draft.ts';
import type { Maker } from '../../cases/maker.ts';
import type { SequenceRecipe, SequenceStep } from '../../cases/recipe.ts';
import { accepted, clausesOf } from '../../cases/steps.ts';
import { freshValue, lookupDraft } from '../../sequences/lookup.ts';

type By = FindOrCreate['by'][number];

/** What is created by the first request is found by the next: both are accepted. */
export function lookupSequences(plan: Plan): SequenceRecipe[] {
  return plan.finds.flatMap((declared) =>
    declared.by.flatMap((one): SequenceRecipe[] => [
      {
        id: `sequences/find-or-create/${declared.to}/${one.field}`,
        clauses: clausesOf(declared, one, isNamed(declared) ? declared.untouched : undefined),
        make: (maker) => twice(plan, declared, one, maker),
      },
      {
        id: `sequences/find-or-create/${declared.to}/${one.field}/two-tenants`,
        clauses: [declared.clause],
        make: (maker) => byTwoTenants(plan, declared, one, maker),
      },
    ]),
  );
}

/** Whether what is found has a name that a request gives. */
function isNamed({ fields }: FindOrCreate): boolean {
  return 'name' in fields;
}

function twice(
  plan: Plan,
  declared: FindOrCreate,
  one: By,
  maker: Maker,
): SequenceStep[] | undefined {
  const { to, clause, untouched } = declared;
  const known = { [one.field]: freshValue({ maker }, one) };
  const draft = (more: Readonly<Record<string, unknown>> = {}) =>
    lookupDraft({ plan, maker }, declared, { ...known, ...more });
  const [first, second, renamed] = [
    draft(),
    draft(),
    isNamed(declared) ? draft({ name: maker.word() }) : undefined,
  ];
  if (!first || !second) return undefined;
  const other = renamed
    ? [accepted(plan, `the same ${to} under another name`, renamed, [untouched.clause])]
    : [];
  return [
    accepted(plan, `a ${to} whose ${one.field} nobody has`, first, [clause]),
    accepted(plan, `the same ${one.field} again`, second, [one.clause]),
    ...other,
  ];
}

function byTwoTenants(
  plan: Plan,
  declared: FindOrCreate,
  one: By,
  maker: Maker,
): SequenceStep[] | undefined {
  const { to, clause } = declared;
  if (!plan.known.credential('second-tenant')) return undefined;
  const known = { [one.field]: freshValue({ maker }, one) };
  const by = (role: string): Draft | undefined =>
    lookupDraft({ plan, maker }, declared, known, role);
  const [ours, theirs] = [by('primary'), by('second-tenant')];
  if (!ours || !theirs) return undefined;
  return [
    accepted(plan, `a ${to} whose ${one.field} nobody has`, ours, [clause]),
    accepted(plan, `the same ${one.field} by another tenant`, theirs, [clause]),
  ];
}
