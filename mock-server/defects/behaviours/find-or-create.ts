import type { FindOrCreate } from '../../../specs/behaviours/find-or-create.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import { lookupName } from '../../engine/facts.ts';
import { decidingWith } from '../answers.ts';
import { type Change, type Defect, type DefectsOf, defect, inContract } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { behavioursIn, change } from '../draft.ts';
import { alsoLookingUp, knowing } from '../knowing.ts';
import { enforcing } from '../seeing.ts';

/** What is there is not found or is changed, and what is new is not kept. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<FindOrCreate>(contract, 'find-or-create').flatMap((declared) => [
    ...lookups(declared),
    ...mixedUp(declared),
    ...creations(declared),
    ...Object.keys(declared.fields)
      .filter((field) => declared.by.every((by) => by.field !== field))
      .flatMap((field) => [
        defect(declared.untouched.clause, `${kebab(field)}-overwritten`, overwriting(field, true)),
        defect(
          declared.untouched.clause,
          `${kebab(field)}-shown-as-sent`,
          overwriting(field, false),
        ),
      ]),
  ]);

function setting(edit: (declared: FindOrCreate) => void): Change {
  return inContract((draft) => {
    for (const declared of behavioursIn<FindOrCreate>(draft.contract, 'find-or-create'))
      edit(declared);
  });
}

function lookups({ by, to }: FindOrCreate): Defect[] {
  const order =
    by.length > 1
      ? by.slice(0, 1).map(({ clause }) =>
          defect(
            clause,
            `by-${kebab(by.at(-1)?.field ?? '')}-first`,
            setting((declared) => change(declared, { by: declared.by.toReversed() })),
          ),
        )
      : [];
  return [
    ...order,
    ...by.flatMap(({ field, clause, ignoreCase }, index) => [
      defect(
        clause,
        'never-found',
        knowing(() => ({ entities }) => ({
          entities: new Map(
            [...entities].filter(([name]) => !name.startsWith(lookupName(to, field, ''))),
          ),
        })),
      ),
      ...(ignoreCase
        ? [
            defect(
              ignoreCase.clause,
              'case-matters',
              setting((declared) => change(declared.by[index], { ignoreCase: undefined })),
            ),
          ]
        : []),
    ]),
  ];
}

/** Other values that a careless comparison takes for one that is there: what is looked up instead of them. */
const folds: Readonly<Record<string, Readonly<Record<string, (value: string) => string>>>> = {
  email: {
    'without-what-follows-a-plus': (email) => email.replace(/\+[^@]*/, ''),
    'without-dots': (email) => email.replace(/\.(?=.*@)/g, ''),
    'with-underscores-for-any-letter': (email) => email.replaceAll('_', '-'),
    'up-to-a-length': (email) => email.slice(0, email.indexOf('.com') + 4),
    'in-any-domain': (email) => email.replace(/@.*/, '@example.com'),
  },
  walletAddress: {
    'but-for-its-last-digit': (address) => `${address.slice(0, -1)}b`,
  },
};

/** So many are remembered, the newest of each tenant. */
const enough = 40;

function mixedUp({ by, to }: FindOrCreate): Defect[] {
  return by.flatMap(({ field, clause }) => [
    ...Object.entries(folds[field] ?? {}).map(([what, fold]) =>
      defect(clause, `found-${what}`, alsoLookingUp(to, field, fold)),
    ),
    defect(clause, 'only-the-newest-are-found', forgetting(to, field)),
    ...by
      .filter((other) => other.field !== field)
      .map((other) =>
        defect(
          clause,
          `not-found-who-has-${kebab(other.field)}-too`,
          knowing(() => ({ entities }) => ({
            entities: new Map(
              [...entities].map(([name, found]) => [
                name,
                name.startsWith(lookupName(to, field, ''))
                  ? found.filter(({ data }) => data[other.field] === undefined)
                  : found,
              ]),
            ),
          })),
        ),
      ),
  ]);
}

/** What was created before many others is found no more by a field. */
function forgetting(kind: string, field: string): Change {
  return {
    of: 'steps',
    wrap(inner) {
      const made: string[] = [];
      return {
        ...inner,
        decide(operation, request, facts, now, mint) {
          const old = new Set(made.slice(0, -enough));
          const entities = new Map(
            [...facts.entities].map(([name, found]) => {
              const isMeant = name.startsWith(lookupName(kind, field, ''));
              return [name, isMeant ? found.filter(({ id }) => !old.has(id)) : found];
            }),
          );
          const decision = inner.decide(operation, request, { ...facts, entities }, now, mint);
          for (const write of decision.writes)
            if (write.write === 'entity' && write.kind === kind) made.push(write.id);
          return decision;
        },
      };
    },
  };
}

function creations({ clause, to, fields, by }: FindOrCreate): Defect[] {
  const lost = decidingWith(() => ({ decision }) => ({
    writes: decision.writes.filter((write) => write.write !== 'entity' || write.kind !== to),
  }));
  return [
    defect(clause, 'not-kept', lost),
    ...Object.keys(fields)
      .filter((field) => by[0]?.field !== field)
      .map((field) =>
        defect(
          clause,
          `without-${kebab(field)}`,
          setting((declared) => change(declared.fields, { [field]: undefined })),
        ),
      ),
  ];
}

/** A match gets a field of the request. */
export function overwriting(field: string, isStored: boolean): Change {
  return enforcing<FindOrCreate>('find-or-create', (inner, { to, fields }) => ({
    prepare(creation) {
      inner.prepare?.(creation);
      const entity = creation.entities.get(to);
      const sent = valueAt(creation.body, parsePointer(fields[field] ?? ''));
      const isNew = creation.writes.some(
        (write) => write.write === 'entity' && write.id === entity?.id,
      );
      if (!entity || isNew || sent === undefined) return;
      const data = { ...entity.data, [field]: sent };
      creation.entities.set(to, { ...entity, data });
      if (isStored) creation.writes.push({ write: 'change', kind: to, id: entity.id, data });
    },
  }));
}
