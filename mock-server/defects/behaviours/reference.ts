import type { Reference } from '../../../specs/behaviours/reference.ts';
import { parsePointer, setAt, valueAt } from '../../../specs/contract/pointer.ts';
import type { Contract, Rejection } from '../../../specs/contract/types.ts';
import { refuse } from '../../engine/outcome.ts';
import { type Change, type Defect, type DefectsOf, defect } from '../defect.ts';
import { type Candidate, kebab, named } from '../derived/candidate.ts';
import { behavioursIn } from '../draft.ts';
import { seeingForeign } from '../knowing.ts';
import { checking, seeing } from '../seeing.ts';
import { seenAs } from '../validated.ts';

/** References are taken that lead nowhere or abroad, or only some of a list are looked up. */
export const defects: DefectsOf = (contract) =>
  named(
    behavioursIn<Reference>(contract, 'reference').flatMap((declared) =>
      candidatesOf(contract, declared),
    ),
  );

function candidatesOf(contract: Contract, declared: Reference): Candidate[] {
  const { at, to, by, missing, foreign } = declared;
  const place = kebab(at);
  const of = (clause: string, what: string, ...changes: Change[]): Candidate => ({
    clause,
    what,
    place,
    changes,
  });
  const isList = at.includes('/*');
  const claimsSameness = /exactly|as one that/.test(
    contract.clauses.get(foreign.clause)?.text ?? '',
  );
  return [
    of(
      missing.clause,
      'accepted',
      passing(at, (rejection) => rejection === 'missing'),
    ),
    of(foreign.clause, 'accepted', seeingForeign(to, by)),
    ...(isList
      ? [missing.clause, foreign.clause].flatMap((clause) => [
          of(
            clause,
            'the-first-alone-is-looked-up',
            lookingAt(at, (list) => list.slice(0, 1)),
          ),
          of(
            clause,
            'the-last-alone-is-looked-up',
            lookingAt(at, (list) => list.slice(-1)),
          ),
        ])
      : []),
    ...(claimsSameness ? [of(foreign.clause, 'another-message', tellingForeign(at))] : []),
  ];
}

const isAt = (at: string) => (declared: Reference) => declared.at === at;

/** Refusals of a sort are passed over. */
export function passing(
  at: string,
  isPassed: (rejection: 'missing' | 'foreign') => boolean,
): Change {
  return checking<Reference>(
    'reference',
    (inner, context, declared) => {
      const stop = inner(context);
      if (stop?.stop !== 'refused') return stop;
      return isPassed(sortOf(declared, stop.rejection)) ? undefined : stop;
    },
    isAt(at),
  );
}

/** The refusal of another tenant's says so. */
export function tellingForeign(at: string): Change {
  return checking<Reference>(
    'reference',
    (inner, context, declared) => {
      const stop = inner(context);
      if (stop?.stop !== 'refused' || sortOf(declared, stop.rejection) !== 'foreign') return stop;
      return refuse(stop.rejection, { detail: `You have no access to this ${declared.to}.` });
    },
    isAt(at),
  );
}

function sortOf({ foreign }: Reference, rejection: Rejection): 'missing' | 'foreign' {
  return rejection === foreign ? 'foreign' : 'missing';
}

/** Of a list, some items are looked up. */
function lookingAt(at: string, some: (list: readonly unknown[]) => readonly unknown[]): Change {
  const path = parsePointer(at.slice(0, at.indexOf('/*')));
  const view = (body: unknown) => {
    const list = valueAt(body, path);
    if (!Array.isArray(list)) return body;
    const copy = structuredClone(body) as object;
    setAt(copy, path, some(list));
    return copy;
  };
  return seeing<Reference>('reference', (request) => seenAs(request, view), isAt(at));
}

/** A defect of another clause that says that another tenant's is not to be told from what does not exist. */
export function tellingDefect(clause: string, at: string): Defect {
  return defect(clause, `another-message-for-${kebab(at)}`, tellingForeign(at));
}
