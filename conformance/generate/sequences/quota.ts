import type { Quota } from '../../../specs/behaviours/quota.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { Fault, Plan } from '../../cases/change.ts';
import { changedDraft, hasJustThisFault } from '../../cases/contexts.ts';
import type { Draft } from '../../cases/draft.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { Maker } from '../../cases/maker.ts';
import type { SequenceRecipe, SequenceStep } from '../../cases/recipe.ts';
import { accepted, clausesOf, plain, premiseOf, refused } from '../../cases/steps.ts';
import { countedDraft, countedDrafts, overAMonth, role, sizeOf } from '../../limits/small-quota.ts';

const usedUp = 'exhausted-quota';

/** A month's quota: used up before, used up by the sequence, counted, shared, and full again in the next month. */
export function quotaSequences(plan: Plan, faults: readonly Fault[]): SequenceRecipe[] {
  return behavioursOf<Quota>(plan.operation, 'quota').flatMap((declared) => {
    const { exceeded, counts, period } = declared;
    const shared = sharing(plan);
    return [
      {
        id: 'sequences/quota/used-up-before',
        clauses: [...clausesOf(exceeded, period), ...shared],
        make: (maker: Maker) => usedUpBefore(plan, declared, maker),
      },
      {
        id: 'sequences/quota/next-month',
        clauses: clausesOf(exceeded, period),
        make: (maker: Maker) => nextMonth(plan, declared, maker),
      },
      {
        id: 'sequences/quota/refused-do-not-count',
        clauses: clausesOf(exceeded, counts),
        make: (maker: Maker) => uncounted(plan, declared, faults, maker),
      },
      {
        id: 'sequences/quota/second-credential',
        clauses: [...clausesOf(exceeded), ...shared],
        make: (maker: Maker) => bySecondKey(plan, declared, maker),
      },
    ];
  });
}

/** The clauses that say who draws on one quota. */
function sharing({ operation }: Plan): readonly string[] {
  return [...operation.rules.values()].flatMap(({ by, clauses }) =>
    by === 'quota' ? clauses : [],
  );
}

function usedUpBefore(plan: Plan, declared: Quota, maker: Maker): SequenceStep[] | undefined {
  const { exceeded, period, setting } = declared;
  if (!plan.known.credential(usedUp)) return undefined;
  const draft = () => draftOf(plan, plan.forms[0], maker, { role: usedUp });
  const size = plan.known.setting(setting, usedUp);
  const later = { wait: overAMonth };
  return [
    refused('a request of a tenant whose quota is used up', draft(), exceeded),
    byAnother(plan, maker),
    ...(size === 0
      ? [refused('in the next month, which has no tickets either', draft(), exceeded, later)]
      : []),
    ...(typeof size === 'number' && size > 0
      ? [accepted(plan, 'a request in the next month', draft(), [period.clause], later)]
      : []),
  ];
}

function byAnother(plan: Plan, maker: Maker): SequenceStep {
  const draft = draftOf(plan, plan.forms[0], maker);
  const title = 'meanwhile a request of another tenant';
  const clauses = sharing(plan);
  return clauses.length > 0 ? accepted(plan, title, draft, clauses) : plain(plan, title, draft);
}

function nextMonth(plan: Plan, declared: Quota, maker: Maker): SequenceStep[] | undefined {
  const all = allOf(plan, declared, maker);
  if (!all) return undefined;
  const { exceeded, period } = declared;
  const next = () => countedDraft({ plan, maker });
  return [
    ...all,
    refused('one more in the same month', next(), exceeded),
    refused('yet another one', next(), exceeded),
    accepted(plan, 'a request in the next month', next(), [period.clause], { wait: overAMonth }),
  ];
}

/** As many requests as the small quota has, in a month that has just begun or was not used before. */
function allOf(
  plan: Plan,
  declared: Quota,
  maker: Maker,
  premise?: string,
  isNew = true,
): SequenceStep[] | undefined {
  const size = plan.known.target.may.useUpQuota ? sizeOf(plan, declared) : undefined;
  if (size === undefined) return undefined;
  return countedDrafts({ plan, maker }, size).map((draft, i) =>
    accepted(plan, `number ${i + 1} of the ${size} of a month`, draft, [declared.exceeded.clause], {
      ...(i === 0 && isNew && { wait: overAMonth }),
      premise,
    }),
  );
}

/** Of each kind one fault that the document has refused, by the tenant with the small quota. */
function uncounted(
  plan: Plan,
  declared: Quota,
  faults: readonly Fault[],
  maker: Maker,
): SequenceStep[] | undefined {
  const { exceeded, counts } = declared;
  const all = allOf(plan, declared, maker, premiseOf(plan, counts.clause), false);
  const wrong = ['validation', 'reference'].flatMap((kind): SequenceStep[] => {
    for (const fault of faults.filter((one) => one.kind === kind && !one.role && !one.items)) {
      const step = wrongBy(plan, fault, maker);
      if (step) return [step];
    }
    return [];
  });
  const [first, ...others] = wrong;
  if (!all || !first) return undefined;
  const last = countedDraft({ plan, maker });
  return [
    { ...first, wait: overAMonth },
    ...others,
    ...all,
    refused('one more in the same month', last, exceeded),
  ];
}

function wrongBy(plan: Plan, fault: Fault, maker: Maker): SequenceStep | undefined {
  const { rejection, premise, pointer, keyword, operator } = fault;
  if (premiseOf(plan, premise, rejection.clause)) return undefined;
  const isFit = (draft: Draft) => hasJustThisFault(plan, fault, draft);
  const draft = changedDraft(plan, { ...fault, role }, 'small', maker, isFit);
  const title = `a request that is refused: ${keyword} ${operator} at ${pointer}`;
  return draft && refused(title, draft, rejection, { change: { pointer, keyword, operator } });
}

/** Another credential of the tenant with the small quota. */
function bySecondKey(plan: Plan, declared: Quota, maker: Maker): SequenceStep[] | undefined {
  const { credentials } = plan.known.target;
  const sharer = Object.keys(credentials).find(
    (one) => one !== role && credentials[one]?.tenant === credentials[role]?.tenant,
  );
  const all = allOf(plan, declared, maker);
  const [clause] = sharing(plan);
  if (!all || sharer === undefined || clause === undefined) return undefined;
  const other = { ...countedDraft({ plan, maker }), as: sharer };
  return [
    ...all,
    refused('one more with another credential of the tenant', other, declared.exceeded, {
      premise: premiseOf(plan, clause),
    }),
    byAnother(plan, maker),
  ];
}
