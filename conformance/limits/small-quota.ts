import type { Quota } from '../../specs/behaviours/quota.ts';
import type { Plan } from '../cases/change.ts';
import { isStillValid } from '../cases/contexts.ts';
import type { Draft } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Means } from '../cases/means.ts';

/** Whose quota is used up. */
export const role = 'small-quota';

/** Longer than any month, in seconds. */
export const overAMonth = 32 * 86_400;

/** How many tickets a month it has, where the target tells. */
export function sizeOf({ known }: Plan, { setting }: Quota): number | undefined {
  const size = Number(known.setting(setting, role));
  return known.credential(role) && Number.isInteger(size) && size > 0 ? size : undefined;
}

/** A valid request that counts for it. */
export function countedDraft({ plan, maker }: Means): Draft {
  return draftOf(plan, plan.forms[0], maker, { role });
}

/** So many requests, the largest and the smallest in turn: whatever is in them, each is one ticket. */
export function countedDrafts(means: Means, count: number): Draft[] {
  const { plan, maker } = means;
  const [form] = plan.forms;
  const everything = form?.optionals.map(({ pointer }) => pointer) ?? [];
  return Array.from({ length: count }, (_, i) => {
    const full = draftOf(plan, form, maker, { role, with: everything });
    return i % 2 === 0 && isStillValid(plan, full) ? full : countedDraft(means);
  });
}
