import type { Order } from '../../../specs/behaviours/order.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { soleBehaviour } from '../../engine/compile.ts';
import { type DefectsOf, defect, inContract } from '../defect.ts';
import { change } from '../draft.ts';
import { rejectionsOf } from './rejections.ts';

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
  const answers = answersBy(contract);
  return checks.slice(1).flatMap((late, index) => {
    const early = checks[index] ?? '';
    // What goes together is asked of readable bodies only, so these two cannot meet.
    if (early === 'body' && late === 'presence') return [];
    if (early === 'authentication' && needsCaller.has(late)) return [];
    // A limit that is reached comes last of all that is tried, and equal answers tell no order.
    if (early === 'rate-limit' || isAlike(answers.get(early), answers.get(late))) return [];
    const swapped = checks.with(index, late).with(index + 1, early);
    const edit = inContract((draft) =>
      change(soleBehaviour<Order>(draft, 'order'), { checks: swapped }),
    );
    return [defect(clause, `${late}-before-${early}`, edit)];
  });
};

/** How each kind of check refuses; a conflict needs an earlier request as well. */
function answersBy(contract: Contract): ReadonlyMap<string, ReadonlySet<string>> {
  const told = rejectionsOf(contract).filter(({ path }) => path.at(-1) !== 'conflict');
  const byKind = Map.groupBy(told, ({ kind }) => kind);
  return new Map(
    [...byKind].map(([kind, found]) => [
      kind,
      new Set(found.map(({ rejection: { answers } }) => `${answers[0].status} ${answers[0].code}`)),
    ]),
  );
}

function isAlike(
  early: ReadonlySet<string> = new Set(),
  late: ReadonlySet<string> = new Set(),
): boolean {
  return early.size === 1 && late.size === 1 && [...early].every((answer) => late.has(answer));
}
