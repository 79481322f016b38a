import type { Rejection } from '../../specs/contract/types.ts';
import type { Plan } from './change.ts';
import type { Draft } from './draft.ts';
import type { Acceptance, Refusal, SequenceStep } from './recipe.ts';
import { clausesOfRejection } from './rejections.ts';
import { statusClause } from './status-clause.ts';
import { isDocumented } from './subject.ts';

/** When a step comes, and what else there is to say of it. */
export interface More {
  readonly wait?: number;
  /** The assumed clause on which it rests that it comes to this. */
  readonly premise?: string | undefined;
}

/** The first of some clauses that is assumed: an expectation of them rests on it. */
export function premiseOf(
  plan: Plan,
  ...clauses: readonly (string | undefined)[]
): string | undefined {
  return clauses.find((clause) => clause !== undefined && !isDocumented(plan, clause));
}

/** A valid request that nothing before it can spoil. */
export function plain(plan: Plan, title: string, draft: Draft, more: More = {}): SequenceStep {
  const clauses = [statusClause(plan)].filter((clause) => clause !== undefined);
  return stepOf(title, draft, { is: 'accepted', clauses, premise: more.premise }, more);
}

/** A request that is accepted as some clauses say; what of them is assumed is its premise. */
export function accepted(
  plan: Plan,
  title: string,
  draft: Draft,
  clauses: readonly string[],
  more: More = {},
): SequenceStep {
  const premise = more.premise ?? premiseOf(plan, ...clauses);
  return stepOf(title, draft, { is: 'accepted', clauses, premise }, more);
}

/** The same of a request that is answered as one before it, or may be. */
export function replayed(
  plan: Plan,
  title: string,
  draft: Draft,
  clauses: readonly string[],
  more: More = {},
): SequenceStep {
  const step = accepted(plan, title, draft, clauses, more);
  return { ...step, expects: { ...(step.expects as Acceptance), isReplay: true } };
}

/** A request that is refused. Where the rejection's own clause is assumed, its status and codes count for little. */
export function refused(
  title: string,
  draft: Draft,
  rejection: Rejection,
  { change, ...more }: More & Pick<SequenceStep, 'change'> = {},
): SequenceStep {
  const expects: Refusal = { is: 'refused', rejection, premise: more.premise };
  return { ...stepOf(title, draft, expects, more), ...(change && { change }) };
}

function stepOf(
  title: string,
  draft: Draft,
  expects: SequenceStep['expects'],
  { wait }: More,
): SequenceStep {
  return { title, ...(wait !== undefined && { wait }), draft, expects };
}

/** Every clause of some rejections and statements, once. */
export function clausesOf(
  ...parts: readonly ({ readonly clause: string } | Rejection | undefined)[]
): string[] {
  const all = parts.flatMap((part) => {
    if (!part) return [];
    return 'answers' in part ? clausesOfRejection({ rejection: part }) : [part.clause];
  });
  return [...new Set(all)];
}
