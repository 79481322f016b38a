import type { Fault, Plan } from '../../cases/change.ts';
import { replaced } from '../../cases/place.ts';

/** A queue's name in other letters. */
export function queueFaults(plan: Plan): Fault[] {
  const clause = 'tickiti/queue/exact-name';
  const pointer = '/data/queue_name';
  const missing = plan.references.find((reference) => reference.at === pointer)?.missing;
  const name = plan.known
    .own('queue', 'primary')
    .map(({ id }) => id)
    .find((id) => /[a-z]/i.test(id));
  if (!missing || name === undefined) return [];
  const near = {
    capitals: name.toUpperCase(),
    small: name.toLowerCase(),
    'with-space': `${name} `,
  };
  return Object.entries(near)
    .filter(([, value]) => value !== name)
    .map(([operator, value]) => ({
      id: `${pointer}/exact-name/${operator}`,
      kind: 'reference',
      pointer,
      keyword: 'exact-name',
      operator,
      rejection: { ...missing, clause },
      premise: clause,
      apply: (draft) => replaced(draft, pointer, value),
    }));
}
