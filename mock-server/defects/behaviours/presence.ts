import type { Presence } from '../../../specs/behaviours/presence.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import { bodyOf } from '../../engine/request.ts';
import { type Change, type DefectsOf, defect, inContract } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { bodyNode, change } from '../draft.ts';
import { checking } from '../seeing.ts';

/** Fields are taken together that exclude each other, or none of which one is needed. */
export const defects: DefectsOf = ({ operations }) =>
  operations.flatMap((operation) =>
    operation.behaviours
      .filter(({ kind }) => kind === 'presence')
      .flatMap((declared) => {
        const presence = declared as Presence;
        const { none, several } = presence;
        const open = openSchema(operation.id, presence);
        const passing = (sort: 'none' | 'several', isPassed: (body: unknown) => boolean) =>
          checking<Presence>(
            'presence',
            (inner, context, { [sort]: rejection }) => {
              const stop = inner(context);
              const isMeant = stop?.stop === 'refused' && stop.rejection === rejection;
              return isMeant && isPassed(bodyOf(context.request)) ? undefined : stop;
            },
            (of, { id }) => id === operation.id && sameMembers(of, presence),
          );
        return [
          ...(none
            ? [
                defect(
                  none.clause,
                  'accepted',
                  passing('none', () => true),
                  open,
                ),
              ]
            : []),
          ...(several
            ? [
                defect(
                  several.clause,
                  'accepted',
                  passing('several', () => true),
                  open,
                ),
                ...pairsOf(presence).map(([a, b]) =>
                  defect(
                    several.clause,
                    `accepts-${nameOf(a)}-with-${nameOf(b)}`,
                    passing('several', (body) => [a, b].every((member) => isThere(member, body))),
                    open,
                  ),
                ),
              ]
            : []),
        ];
      }),
  );

type Member = readonly string[];

function membersOf({ of }: Presence): Member[] {
  return of.map((member) => (typeof member === 'string' ? [member] : member));
}

function sameMembers(a: Presence, b: Presence): boolean {
  return JSON.stringify(a.of) === JSON.stringify(b.of);
}

/** Two at a time, where there are more than two. */
function pairsOf(presence: Presence): (readonly [Member, Member])[] {
  const members = membersOf(presence);
  if (members.length < 3) return [];
  return members.flatMap((a, index) => members.slice(index + 1).map((b) => [a, b] as const));
}

function isThere(member: Member, body: unknown): boolean {
  return member.some((pointer) => valueAt(body, parsePointer(pointer)) !== undefined);
}

function nameOf([pointer = '']: Member): string {
  return kebab(parsePointer(pointer).at(-1) ?? '');
}

/** The schema may say the same in its own way, and does no longer. */
function openSchema(operation: string, { when }: Presence): Change {
  const path = when === undefined ? [] : parsePointer(when).flatMap((name) => ['properties', name]);
  return inContract((draft) =>
    change(bodyNode(draft, operation, path), { oneOf: undefined, anyOf: undefined }),
  );
}
