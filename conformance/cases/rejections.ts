import type { Validation } from '../../specs/behaviours/validation.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Answer, Rejection } from '../../specs/contract/types.ts';
import type { Fault } from './change.ts';
import { isDocumented, type Subject } from './subject.ts';

/** How a body that breaks the schema is refused, and the assumption on which that rests, if it does. */
export interface SchemaRejection {
  readonly rejection: Rejection;
  readonly premise: string | undefined;
}

/**
 * The rejection of a body that breaks a keyword: the clause is the schema node's own; status and codes are
 * those of the rule that names this clause, or else those that validation gives every invalid body.
 */
export function rejectionOfClause(
  subject: Subject,
  clause: string | undefined,
  pointer: string,
  keyword: string,
): SchemaRejection | undefined {
  const [validation] = behavioursOf<Validation>(subject.operation, 'validation');
  if (!validation) return undefined;
  const { refused } = ruleNaming(subject, clause) ?? { refused: validation.invalid };
  const ground = refused ?? validation.invalid;
  return {
    rejection: {
      clause: clause ?? ground.clause,
      status: ground.status ?? ground.clause,
      answers: [
        ...ground.answers,
        ...answersOfPresence(subject, pointer),
        ...answersOfMeaning(subject, pointer, keyword),
      ],
    },
    premise: isDocumented(subject, ground.clause) ? undefined : ground.clause,
  };
}

function ruleNaming({ operation }: Subject, clause: string | undefined) {
  if (clause === undefined) return undefined;
  return [...operation.rules.values()].find(
    ({ by, refused, clauses }) => by === 'validation' && refused && clauses.includes(clause),
  );
}

/**
 * A field that a presence counts, or a body that it counts in, may be taken for absent when its value is
 * none that it can have: then the answer is the presence's.
 */
function answersOfPresence({ presences }: Subject, pointer: string): readonly Answer[] {
  const counting = presences.filter(
    ({ of, when }) => pointer === '' || when === pointer || of.flat().includes(pointer),
  );
  return counting.flatMap(({ none, several }) => [
    ...(none?.answers ?? []),
    ...(several?.answers ?? []),
  ]);
}

/**
 * A value that breaks the schema where something is named names nothing either, and no document says
 * which of the two is looked at first. One that is absent is plainly missing, but for an owner's.
 */
function answersOfMeaning(subject: Subject, pointer: string, keyword: string): readonly Answer[] {
  const owners = subject.ownerships.filter(({ at }) => at === pointer);
  const named = subject.references.filter(({ at }) => at === pointer && keyword !== 'required');
  const lists = subject.allowLists.filter(({ at }) => at === pointer && keyword !== 'required');
  return [
    ...owners.flatMap(({ other }) => other.answers),
    ...named.flatMap(({ missing }) => missing.answers),
    ...lists.flatMap(({ outside }) => outside.answers),
  ];
}

/** The rejection of null where a field has a value of another type: no contract's page speaks of it. */
export function rejectionOfNull(subject: Subject, pointer: string): SchemaRejection | undefined {
  const refused = subject.operation.rules.get('values')?.refused;
  if (!refused) return undefined;
  const [first, ...others] = [
    ...refused.answers,
    ...answersOfPresence(subject, pointer),
    ...answersOfMeaning(subject, pointer, 'type'),
  ];
  return {
    rejection: { ...refused, answers: first ? [first, ...others] : refused.answers },
    premise: refused.clause,
  };
}

/** That it is refused, with which status, and with which codes. */
export function clausesOfRejection({
  rejection,
  premise,
}: Pick<Fault, 'rejection' | 'premise'>): string[] {
  const { clause, status, answers } = rejection;
  const all = [clause, status, premise, ...answers.map((answer) => answer.clause)];
  return [...new Set(all.filter((id) => id !== undefined))];
}
