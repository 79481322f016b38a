import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { Fault, Plan } from '../../cases/change.ts';
import { changedDraft, hasJustThisFault } from '../../cases/contexts.ts';
import type { Draft } from '../../cases/draft.ts';
import type { Maker } from '../../cases/maker.ts';
import type { SequenceRecipe, SequenceStep } from '../../cases/recipe.ts';
import { accepted, clausesOf, premiseOf, refused, replayed } from '../../cases/steps.ts';
import { restsOn } from '../../reading/refusal.ts';
import type { Key } from '../../sequences/key.ts';

/** A wrong key is no key, and another path is another request. */
const unfit = new Set(['idempotency', 'routes', 'order']);

/** A request that is refused, once for each kind of fault, and the corrected one with the same key. */
export function corrections(
  plan: Plan,
  declared: Idempotency,
  key: Key,
  faults: readonly Fault[],
): SequenceRecipe[] {
  const kinds = new Set(faults.map(({ kind }) => kind).filter((kind) => !unfit.has(kind)));
  return [...kinds].map((kind) => {
    const candidates = inOrder(
      plan,
      faults.filter((fault) => fault.kind === kind && fault.items === undefined),
    );
    return {
      id: `sequences/idempotency/corrected/${kind}`,
      clauses: clausesOf(declared.refused, declared.replay),
      make(maker: Maker) {
        const value = key.fresh({ maker });
        for (const fault of candidates) {
          const made = wrongAndRight(plan, fault, key, value, maker);
          if (made) return steps(plan, declared, fault, made);
        }
        return undefined;
      },
    };
  });
}

/** Those that the document itself has refused before others. */
function inOrder({ contract }: Plan, faults: readonly Fault[]): Fault[] {
  const isSure = ({ rejection, premise }: Fault) =>
    restsOn(contract, rejection, premise) === undefined;
  return [...faults.filter(isSure), ...faults.filter((fault) => !isSure(fault))];
}

interface WrongAndRight {
  readonly wrong: Draft;
  readonly right: Draft;
}

/** A request with just this fault, and the one that it would be without. */
function wrongAndRight(
  plan: Plan,
  fault: Fault,
  key: Key,
  value: string,
  maker: Maker,
): WrongAndRight | undefined {
  let right: Draft | undefined;
  const apply: Fault['apply'] = (draft) => {
    right = key.with({ ...draft, as: 'primary' }, value);
    const wrong = fault.apply(draft, maker);
    return wrong && hasRoomForKey(plan, wrong) ? key.with(wrong, value) : undefined;
  };
  const isFit = (draft: Draft) => hasJustThisFault(plan, fault, draft);
  const wrong = changedDraft(plan, { ...fault, apply }, 'small', maker, isFit);
  if (!wrong || !right) return undefined;
  if (!isOfPrimary(plan, fault)) return undefined;
  return { wrong, right };
}

/** What another tenant's request refers to is not primary's: it is no wrong request of primary's. */
function isOfPrimary({ known }: Plan, { role = 'primary' }: Fault): boolean {
  return known.credential(role)?.tenant === known.credential('primary')?.tenant;
}

function hasRoomForKey({ idempotency }: Plan, { body, raw }: Draft): boolean {
  if (idempotency?.key.in === 'header') return true;
  return raw === undefined && typeof body === 'object' && body !== null && !Array.isArray(body);
}

function steps(
  plan: Plan,
  declared: Idempotency,
  fault: Fault,
  { wrong, right }: WrongAndRight,
): SequenceStep[] {
  const { rejection, premise, keyword, operator, pointer } = fault;
  const place = pointer === '' ? '' : ` at ${pointer}`;
  // If it may be accepted, it may take the key, and what follows may be a replay of it.
  const rests = restsOn(plan.contract, rejection, premise);
  const take = rests === undefined ? accepted : replayed;
  const taking = [declared.refused.clause];
  const again = [declared.replay.clause];
  return [
    refused(`a request that is refused: ${keyword} ${operator}${place}`, wrong, rejection, {
      premise,
      change: { pointer, keyword, operator },
    }),
    take(plan, 'the corrected request with the same key', right, taking, { premise: rests }),
    replayed(plan, 'the corrected request again', right, again, {
      premise: rests ?? premiseOf(plan, ...taking),
    }),
  ];
}
