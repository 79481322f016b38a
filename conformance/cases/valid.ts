import type { Presence } from '../../specs/behaviours/presence.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Subject } from './subject.ts';

/** Whether the schema and the declared presences take a body. */
export function isValid(subject: Subject, body: unknown): boolean {
  return subject.validate?.(body) === true && holdsPresences(subject, body);
}

export function holdsPresences(subject: Subject, body: unknown): boolean {
  return brokenPresences(subject, body).length === 0;
}

export function brokenPresences({ presences }: Subject, body: unknown): Presence[] {
  return presences.filter((presence) => !presenceHolds(presence, body));
}

/** How many members of a presence a body has, or undefined where the rule does not apply. */
export function membersPresent({ of, when }: Presence, body: unknown): number | undefined {
  const has = (pointer: string) => valueAt(body, parsePointer(pointer)) !== undefined;
  if (when !== undefined && !has(when)) return undefined;
  return of.filter((member) => [member].flat().some(has)).length;
}

function presenceHolds(presence: Presence, body: unknown): boolean {
  const count = membersPresent(presence, body);
  if (count === undefined) return true;
  return (
    (presence.none === undefined || count > 0) && (presence.several === undefined || count <= 1)
  );
}
