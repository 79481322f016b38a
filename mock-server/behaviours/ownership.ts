import type { Ownership } from '../../specs/behaviours/ownership.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { callerOf } from '../engine/context.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf } from '../engine/request.ts';

/** Refuses a caller who acts for somebody else. */
export const enforce: Enforcer<Ownership> = ({ at, other }) => {
  const path = parsePointer(at);
  return {
    check(context) {
      const { id, subject } = callerOf(context);
      if (valueAt(bodyOf(context.request), path) === subject) return undefined;
      return refuse(other, { reason: `${at} is not ${subject}, whom ${id} stands for` });
    },
  };
};
