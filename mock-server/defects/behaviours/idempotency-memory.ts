import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import type { Context } from '../../engine/context.ts';
import { bodyOf } from '../../engine/request.ts';
import { type Change, type Defect, defect } from '../defect.ts';
import { enforcing } from '../seeing.ts';

/** What is known of one key since the defect was turned on. */
interface Use {
  /** How many keys had been used before it. */
  readonly place: number;
  repeats: number;
}

/** Keys that are known at first and forgotten later, without any time passing. */
export function forgottenKeys(declared: Idempotency, isTold: boolean): Defect[] {
  const { replay, conflict } = declared;
  const afterOthers = (count: number) => forgetting((use, used) => used - use.place > count);
  return [
    ...(isTold
      ? [
          defect(replay.clause, 'forgotten-after-60-others', afterOthers(60)),
          defect(
            replay.clause,
            'creates-again-from-the-fourth-on',
            forgetting((use) => use.repeats > 3),
          ),
        ]
      : []),
    ...('answers' in conflict
      ? [defect(conflict.clause, 'forgotten-after-60-others', afterOthers(60))]
      : []),
  ];
}

/** A used key is taken for a new one. */
function forgetting(isForgotten: (use: Use, used: number) => boolean): Change {
  return enforcing<Idempotency>('idempotency', (inner, declared) => {
    const uses = new Map<string, Use>();
    return {
      check(context) {
        const name = nameOf(declared, context);
        const use = uses.get(name) ?? { place: uses.size + 1, repeats: -1 };
        uses.set(name, use);
        use.repeats++;
        const stop = inner.check?.(context);
        const isUsed = stop && context.facts.key !== undefined;
        return isUsed && isForgotten(use, uses.size) ? undefined : stop;
      },
    };
  });
}

function nameOf({ key }: Idempotency, { request, facts }: Context): string {
  const sent =
    key.in === 'header'
      ? request.headers[key.name.toLowerCase()]
      : valueAt(bodyOf(request), parsePointer(key.at));
  return `${facts.sandbox} ${facts.credential?.tenant} ${String(sent)}`;
}
