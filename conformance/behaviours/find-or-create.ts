import type { FindOrCreate } from '../../specs/behaviours/find-or-create.ts';
import { lookupChecks } from '../sequences/lookup.ts';
import { memoryChecks } from '../sequences/lookup-memory.ts';
import { lookupModelCheck } from '../sequences/lookup-model.ts';
import { nearChecks } from '../sequences/lookup-near.ts';
import type { Verifier } from '../suite/verification.ts';

/** Found by each of its fields and by nothing like them, created when nothing matches, and never changed: as far as answers tell. */
export const verify: Verifier<FindOrCreate> = (declared, plan) => ({
  checks: isShown(declared, plan.contract.clauses)
    ? [
        ...memoryChecks(declared),
        ...lookupChecks(declared),
        ...nearChecks(declared),
        lookupModelCheck(declared),
      ]
    : [],
});

/** Where no answer can tell, the contract says so. */
function isShown(
  { clause }: FindOrCreate,
  clauses: ReadonlyMap<string, { unobservable?: unknown }>,
): boolean {
  return clauses.get(clause)?.unobservable === undefined;
}
