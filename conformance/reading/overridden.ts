import type { Overrides } from '../../specs/behaviours/overrides.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Operation } from '../../specs/contract/types.ts';

/** The fields that a body's own triggers force, by pointer, with the values that they take. */
export function overriddenBy(
  { operation }: { readonly operation: Operation },
  body: unknown,
): ReadonlyMap<string, unknown> {
  const triggered = behavioursOf<Overrides>(operation, 'overrides').filter(
    ({ when, is }) => valueAt(body, parsePointer(when)) === is,
  );
  return new Map(triggered.flatMap(({ set }) => Object.entries(set)));
}
