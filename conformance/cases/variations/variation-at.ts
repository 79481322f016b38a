import type { Plan, Variation } from '../change.ts';
import { clauseOfField, type Field } from '../fields.ts';
import { isDocumented } from '../subject.ts';

export interface Parts extends Pick<Variation, 'keyword' | 'operator' | 'apply'> {
  /** Where it is not the keyword's own. */
  readonly clause?: string | undefined;
  /** On what it rests besides. */
  readonly premise?: string | undefined;
  /** On what it rests that it is taken; how it is shown then does not. */
  readonly taking?: string | undefined;
}

export function variationAt(plan: Plan, field: Field, parts: Parts): Variation[] {
  const { keyword, operator, apply, taking } = parts;
  const clause = parts.clause ?? clauseOfField(field, keyword);
  if (clause === undefined) return [];
  const id = `${field.pointer}/${keyword}/${operator}`;
  const premise = isDocumented(plan, clause) ? parts.premise : clause;
  const common = { id, pointer: field.pointer, keyword, operator, clauses: [clause] };
  return [{ ...common, premise, ...(taking !== undefined && { taking }), apply }];
}

/**
 * The assumed clause on which it rests that texts are taken and shown letter by letter, whatever they are:
 * the document asks for strings and is silent on which of them.
 */
export function textClause({ operation }: Plan): string | undefined {
  const stated = operation.rules.get('values')?.clauses ?? [];
  return stated.find((id) => id.endsWith('/characters'));
}

/** Whether only what exists may stand there. */
export function namesSomething(
  { references, ownerships, allowLists }: Plan,
  { pointer }: Field,
): boolean {
  return [...references, ...ownerships, ...allowLists].some(({ at }) => at === pointer);
}
