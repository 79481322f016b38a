import type { Overrides } from '../../specs/behaviours/overrides.ts';
import { parsePointer, valueAt, withValue } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';

/** Forces some fields when another has its trigger value. */
export const enforce: Enforcer<Overrides> = ({ clause, when, is, set }) => {
  const trigger = parsePointer(when);
  const forced = Object.entries(set).map(([at, value]) => ({ path: parsePointer(at), value }));
  return {
    prepare(creation) {
      if (valueAt(creation.body, trigger) !== is) return;
      for (const { path, value } of forced) creation.body = withValue(creation.body, path, value);
      creation.context.clauses.push(clause);
    },
  };
};
