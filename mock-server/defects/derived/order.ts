import type { Order } from '../../../specs/behaviours/order.ts';
import { soleBehaviour } from '../../engine/compile.ts';
import { type DefectsOf, defect, inContract } from '../defect.ts';
import { change } from '../draft.ts';

/** These need to know who calls. */
const needsCaller = new Set([
  'authorisation',
  'rate-limit',
  'ownership',
  'allow-list',
  'reference',
  'quota',
]);

/** Two checks that follow one another are made the other way round. */
export const orderDefects: DefectsOf = (contract) => {
  const { clause, checks } = soleBehaviour<Order>(contract, 'order');
  return checks.slice(1).flatMap((late, index) => {
    const early = checks[index] ?? '';
    // What goes together is asked of readable bodies only, so these two cannot meet.
    if (early === 'body' && late === 'presence') return [];
    if (early === 'authentication' && needsCaller.has(late)) return [];
    const swapped = checks.with(index, late).with(index + 1, early);
    const edit = inContract((draft) =>
      change(soleBehaviour<Order>(draft, 'order'), { checks: swapped }),
    );
    return [defect(clause, `${late}-before-${early}`, edit)];
  });
};
