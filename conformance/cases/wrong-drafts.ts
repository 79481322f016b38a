import type { Plan } from './change.ts';
import { changedDraft } from './contexts.ts';
import type { Draft } from './draft.ts';
import type { Maker } from './maker.ts';
import { replaced } from './place.ts';
import { schemaFaults } from './schema-faults.ts';

/** One request for each reason to be refused that lies in its body. */
export function wrongDrafts({
  plan,
  maker,
}: {
  readonly plan: Plan;
  readonly maker: Maker;
}): Draft[] {
  const schema = schemaFaults(plan).filter(
    ({ keyword, pointer }) => keyword === 'required' || (keyword === 'type' && pointer !== ''),
  );
  const drafts = [schema[0], schema.at(-1)].map(
    (fault) => fault && changedDraft(plan, fault, 'small', maker),
  );
  const unknown = plan.references.map((reference) => {
    const value = plan.known.missing(reference.to, reference.by ?? 'id', maker);
    const apply = (draft: Draft) =>
      value === undefined ? undefined : replaced(draft, reference.at, value);
    return changedDraft(plan, { pointer: reference.at, apply }, 'small', maker);
  });
  return [...drafts, ...unknown].filter((draft) => draft !== undefined);
}
