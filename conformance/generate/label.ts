import type { Draft } from '../cases/draft.ts';
import type { Recipe, SequenceRecipe, SequenceStep } from '../cases/recipe.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { shownTo } from '../reading/watch.ts';
import type { Program } from '../run/program.ts';
import type { Target } from '../target/target.ts';
import { compose } from '../wire/compose.ts';
import type { Case, Step } from './case.ts';
import { isConfirmed } from './confirm.ts';
import { kindOf } from './kind-of.ts';
import { outcomesOf } from './outcomes.ts';
import { requestOf } from './request.ts';

/**
 * A made request as a case. The label is derived from the recipe; the bytes must agree with it.
 *
 * @returns undefined where they do not.
 */
export function caseOf(
  { plan, watches }: Program,
  target: Target,
  id: string,
  recipe: Recipe,
  draft: Draft,
): Case | undefined {
  const { change, expects } = recipe;
  const step = stepOf({ plan, watches }, target, draft, recipe);
  if (!step) return undefined;
  const named = change && {
    pointer: change.pointer,
    keyword: change.keyword,
    operator: change.operator,
  };
  const isWrong = expects.is === 'refused';
  return {
    id: `${plan.contract.provider}/${plan.operation.id}/${id}`,
    provider: plan.contract.provider,
    kind: kindOf(recipe),
    clauses: clausesOf({ plan, watches }, draft, recipe),
    violation: isWrong ? (named ?? null) : null,
    varies: isWrong ? null : (named ?? null),
    steps: [step],
  };
}

/** Made requests in a row as a case; undefined where the bytes of one do not agree with its label. */
export function sequenceOf(
  { plan, watches }: Program,
  target: Target,
  id: string,
  { clauses }: SequenceRecipe,
  drafts: readonly SequenceStep[],
): Case | undefined {
  const steps = drafts.map(({ title, wait, draft, ...about }) => {
    const step = stepOf({ plan, watches }, target, draft, about);
    return step && { title, ...(wait !== undefined && { wait }), ...step };
  });
  const [first, ...others] = steps.filter((step) => step !== undefined);
  if (!first || others.length + 1 < drafts.length) return undefined;
  const { provider } = plan.contract;
  return {
    id: `${provider}/${plan.operation.id}/${id}`,
    provider,
    kind: 'sequence',
    clauses: unique(plan, clauses),
    violation: null,
    varies: null,
    steps: [first, ...others],
  };
}

type Of = Pick<Program, 'plan' | 'watches'>;

function stepOf(
  { plan }: Of,
  target: Target,
  draft: Draft,
  { change, expects }: Pick<Recipe, 'change' | 'expects'>,
): Step | undefined {
  const credential = draft.as === null ? undefined : target.credentials[draft.as];
  if (draft.as !== null && !credential) return undefined;
  const { headers, ...rest } = compose(draft, credential, '');
  const { 'user-agent': _, ...own } = headers;
  const message = { ...rest, headers: own };
  if (!isConfirmed(plan, message, credential, expects, change)) return undefined;
  return { request: requestOf(target, message, change), ...outcomesOf(plan, expects, change) };
}

function clausesOf({ plan, watches }: Of, draft: Draft, { expects }: Recipe): string[] {
  const isAccepted = expects.is === 'accepted';
  const own = isAccepted
    ? [...expects.clauses, ...(expects.shows ?? []), expects.premise, expects.taking]
    : clausesOfRejection(expects);
  const outcome = isAccepted ? 'accepted' : expects.rejection.answers[0].status;
  const shown = watches.flatMap((watch) => shownTo(watch, draft, outcome));
  return unique(plan, [...own, ...shown]);
}

function unique({ contract }: Of['plan'], clauses: readonly (string | undefined)[]): string[] {
  return [...new Set(clauses)].filter(
    (id) => id !== undefined && contract.clauses.has(id),
  ) as string[];
}
