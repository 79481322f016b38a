import type { Defaults } from '../../specs/behaviours/defaults.ts';
import { parsePointer, setAt, valueAt } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';

/** Gives absent fields the value that the schema declares as their default. */
export const enforce: Enforcer<Defaults> = ({ of }, { bodySchema }) => {
  const defaults = of.map(({ at }) => {
    const path = parsePointer(at);
    const node = valueAt(
      bodySchema,
      path.flatMap((segment) => ['properties', segment]),
    );
    const value = valueAt(node, ['default']);
    if (value === undefined) throw new Error(`the schema has no default at ${at}`);
    return { path, value };
  });
  return {
    prepare({ body }) {
      for (const { path, value } of defaults) {
        if (valueAt(body, path) === undefined) setAt(body, path, value);
      }
    },
  };
};
