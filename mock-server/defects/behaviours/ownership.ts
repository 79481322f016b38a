import type { Ownership } from '../../../specs/behaviours/ownership.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import type { Context } from '../../engine/context.ts';
import { bodyOf } from '../../engine/request.ts';
import { type DefectsOf, defect } from '../defect.ts';
import { behavioursIn } from '../draft.ts';
import { checking } from '../seeing.ts';

/** Callers act for others, as whom they should not pass. */
export const defects: DefectsOf = (contract) => {
  const rules = contract.operations.flatMap((operation) => [...operation.rules.values()]);
  const [whom] = rules.find(({ by }) => by === 'ownership')?.clauses ?? [];
  return behavioursIn<Ownership>(contract, 'ownership').flatMap(({ at, other: { clause } }) => {
    const path = parsePointer(at);
    const passing = (
      what: string,
      isPassed: (named: string, subject: string, context: Context) => boolean,
      of = clause,
    ) =>
      defect(
        of,
        what,
        checking<Ownership>('ownership', (inner, context) => {
          const named = String(valueAt(bodyOf(context.request), path));
          const isLet = isPassed(named, context.facts.credential?.subject ?? '', context);
          return isLet ? undefined : inner(context);
        }),
      );
    const optional = ({ request }: Context) =>
      Object.values((bodyOf(request) ?? {}) as object).some((value) => typeof value === 'object');
    return [
      passing('not-looked-at', () => true),
      passing('not-looked-at-for-later-names', (named, subject) => named < subject),
      passing(
        'the-first-letters-count',
        (named, subject) => named.slice(0, -1) === subject.slice(0, -1),
      ),
      passing('more-letters-do-not-matter', (named, subject) => named.startsWith(subject)),
      passing(
        'case-does-not-matter',
        (named, subject) => named.toLowerCase() === subject.toLowerCase(),
        whom,
      ),
      passing('white-space-does-not-matter', (named, subject) => named.trim() === subject, whom),
      passing('not-looked-at-with-an-object', (_named, _subject, context) => optional(context)),
    ];
  });
};
