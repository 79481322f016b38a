import type { Defaults } from '../../specs/behaviours/defaults.ts';
import { parsePointer, valueAt, withValue } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';

/** Gives absent fields the value that the schema declares as their default. */
export const enforce: Enforcer<Defaults> = ({ of }, { bodySchema }) => {
  const defaults = of.map(({ at, clause }) => {
    const path = parsePointer(at);
    const node = valueAt(
      bodySchema,
      path.flatMap((segment) => ['properties', segment]),
    );
    const value = valueAt(node, ['default']);
    if (value === undefined) throw new Error(`the schema has no default at ${at}`);
    return { path, value, clause };
  });
  return {
    prepare(creation) {
      for (const { path, value, clause } of defaults) {
        if (valueAt(creation.body, path) !== undefined) continue;
        creation.body = withValue(creation.body, path, value);
        creation.context.clauses.push(clause);
      }
    },
  };
};
