import type { Reference } from '../../../specs/behaviours/reference.ts';
import type { Plan } from '../../cases/change.ts';
import { changedDraft, hasJustThisFault } from '../../cases/contexts.ts';
import type { Draft } from '../../cases/draft.ts';
import { clauseOfField, type Field, fieldAt, withParents } from '../../cases/fields.ts';
import type { Form } from '../../cases/form.ts';
import type { Maker } from '../../cases/maker.ts';
import { fieldOf, replaced } from '../../cases/place.ts';
import type { SequenceRecipe, SequenceStep } from '../../cases/recipe.ts';
import { accepted, clausesOf, refused } from '../../cases/steps.ts';
import { isDocumented } from '../../cases/subject.ts';

const role = 'second-tenant';

/** What another tenant has and refers to is nothing that primary can refer to. */
export function tenantSequences(plan: Plan): SequenceRecipe[] {
  if (!plan.known.credential(role)) return [];
  return plan.references.flatMap((reference) => {
    const clause = clauseFor(plan, reference.at);
    if (clause === undefined) return [];
    return {
      id: `sequences/two-tenants${reference.at}`,
      clauses: [...new Set([clause, ...clausesOf(reference.foreign)])],
      make: (maker: Maker) => steps(plan, reference, clause, maker),
    };
  });
}

/** The clause by which the field may be sent; none where only assumptions about other fields let it be. */
function clauseFor(plan: Plan, at: string): string | undefined {
  for (const form of plan.forms) {
    const field = fieldAt(form.root, at);
    const clause = field && clauseOfField(field, 'type');
    if (!field || clause === undefined) continue;
    if (!isDocumented(plan, clause) || isSendable(form, field)) return clause;
  }
  return undefined;
}

/** Whether the document itself lets a field be sent, with all that is around it. */
function isSendable({ root, optionals, chosen }: Form, field: Field): boolean {
  return withParents(field).every(
    (pointer) =>
      fieldAt(root, pointer)?.required === true ||
      chosen.some((one) => one === pointer || one.startsWith(`${pointer}/`)) ||
      optionals.some((optional) => optional.pointer === pointer),
  );
}

function steps(
  plan: Plan,
  { at, to, by = 'id', foreign }: Reference,
  clause: string,
  maker: Maker,
): SequenceStep[] | undefined {
  const change = { kind: 'reference', pointer: at, keyword: 'reference', operator: 'foreign' };
  const own = new Set(plan.known.own(to, 'primary').map((entity) => entity[by]));
  const only = plan.known.own(to, role).find((entity) => !own.has(entity[by]));
  const apply = (draft: Draft) =>
    own.has(fieldOf(draft, at)) ? replaced(draft, at, only?.[by]) : draft;
  const theirs = changedDraft(plan, { pointer: at, role, apply }, 'small', maker);
  const value = theirs && fieldOf(theirs, at);
  if (!theirs || typeof value !== 'string') return undefined;
  const fault = {
    ...change,
    id: at,
    rejection: foreign,
    apply: (draft: Draft) => replaced(draft, at, value),
  };
  const isFit = (draft: Draft) => hasJustThisFault(plan, fault, draft);
  const ours = changedDraft(plan, fault, 'small', maker, isFit);
  if (!ours) return undefined;
  return [
    accepted(plan, `another tenant names its own ${to} at ${at}`, theirs, [clause]),
    refused(`primary names the same ${to}, which it does not have`, ours, foreign, { change }),
  ];
}
