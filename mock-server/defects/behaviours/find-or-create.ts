import type { FindOrCreate } from '../../../specs/behaviours/find-or-create.ts';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import { lookupName } from '../../engine/facts.ts';
import { decidingWith } from '../answers.ts';
import { type Change, type Defect, type DefectsOf, defect, inContract } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { behavioursIn, change } from '../draft.ts';
import { knowing } from '../knowing.ts';
import { enforcing } from '../seeing.ts';

/** What is there is not found or is changed, and what is new is not kept. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<FindOrCreate>(contract, 'find-or-create').flatMap((declared) => [
    ...lookups(declared),
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
