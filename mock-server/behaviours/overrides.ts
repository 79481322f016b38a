import type { Overrides } from '../../specs/behaviours/overrides.ts';
import { parsePointer, setAt, valueAt } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';

/** Forces some fields when another has its trigger value. */
export const enforce: Enforcer<Overrides> = ({ when, is, set }) => {
  const trigger = parsePointer(when);
  const forced = Object.entries(set).map(([at, value]) => ({ path: parsePointer(at), value }));
  return {
    prepare({ body }) {
      if (valueAt(body, trigger) !== is) return;
      for (const { path, value } of forced) setAt(body, path, value);
    },
  };
};
