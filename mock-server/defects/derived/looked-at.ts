import type { Presence } from '../../../specs/behaviours/presence.ts';
import { parsePointer } from '../../../specs/contract/pointer.ts';
import type { Operation } from '../../../specs/contract/types.ts';
import type { Site } from './sites.ts';

/** Kinds of behaviours that look at the value of one field. */
const looking = new Set(['reference', 'ownership', 'allow-list']);

/**
 * Whether a behaviour looks a field's value up or compares it: what the schema no longer refuses of it
 * names nothing, and is refused as that.
 */
export function isLookedAt({ behaviours }: Operation, site: Site): boolean {
  return behaviours.some((one) => {
    const { kind, at } = one as { kind: string; at?: string };
    return looking.has(kind) && at !== undefined && isOf(site, at);
  });
}

/** Whether a field stands for others: to demand it is to refuse those, as the presence of a form. */
export function standsForOthers({ behaviours }: Operation, site: Site): boolean {
  return membersOf(behaviours, 'exactly-one-of').some((at) => isOf(site, at));
}

/** Whether a presence counts a field. */
export function isCounted({ behaviours }: Operation, site: Site): boolean {
  return membersOf(behaviours).some(
    (at) => isOf(site, at) || at.startsWith(`/${site.field.join('/')}/`),
  );
}

function membersOf(behaviours: Operation['behaviours'], rule?: Presence['rule']): string[] {
  return behaviours
    .filter(({ kind }) => kind === 'presence')
    .filter((one) => rule === undefined || (one as Presence).rule === rule)
    .flatMap((one) => (one as Presence).of.flat());
}

function isOf({ field }: Site, at: string): boolean {
  return parsePointer(at).join('/') === field.join('/');
}
