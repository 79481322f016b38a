import type { Plan, Variation } from '../change.ts';
import { clauseOfField, type Field } from '../fields.ts';
import { isDocumented } from '../subject.ts';

export interface Parts extends Pick<Variation, 'keyword' | 'operator' | 'apply'> {
  /** Where it is not the keyword's own. */
  readonly clause?: string | undefined;
}

export function variationAt(plan: Plan, field: Field, parts: Parts): Variation[] {
  const { keyword, operator, apply } = parts;
  const clause = parts.clause ?? clauseOfField(field, keyword);
  if (clause === undefined) return [];
  const id = `${field.pointer}/${keyword}/${operator}`;
  const premise = isDocumented(plan, clause) ? undefined : clause;
  return [{ id, pointer: field.pointer, keyword, operator, clauses: [clause], premise, apply }];
}

/** Whether only what exists may stand there. */
export function namesSomething(
  { references, ownerships, allowLists }: Plan,
  { pointer }: Field,
): boolean {
  return [...references, ...ownerships, ...allowLists].some(({ at }) => at === pointer);
}
