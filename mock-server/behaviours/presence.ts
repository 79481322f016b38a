import type { Presence } from '../../specs/behaviours/presence.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf } from '../engine/request.ts';

/** Refuses a body in which fields that exclude each other meet, or of which one is needed and none is there. */
export const enforce: Enforcer<Presence> = ({ of, when, none, several }) => {
  const members = of.map((member) => {
    const pointers = typeof member === 'string' ? [member] : member;
    return { name: pointers.join(' or '), paths: pointers.map(parsePointer) };
  });
  const names = members.map(({ name }) => name);
  const condition = when === undefined ? undefined : parsePointer(when);

  return {
    check({ request }) {
      const body = bodyOf(request);
      if (!isObject(body) || (condition && !isObject(valueAt(body, condition)))) return undefined;
      const present = members.filter(({ paths }) =>
        paths.some((path) => valueAt(body, path) !== undefined),
      );
      if (present.length === 0 && none)
        return refuse(none, { detail: `One of ${names.join(', ')} is needed.` });
      if (present.length < 2 || !several) return undefined;
      return refuse(several, {
        detail: `${present.map(({ name }) => name).join(' and ')} cannot be sent together.`,
      });
    },
  };
};

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
