import type { Overrides } from '../../../specs/behaviours/overrides.ts';
import { parsePointer, valueAt, withValue } from '../../../specs/contract/pointer.ts';
import type { Operation } from '../../../specs/contract/types.ts';
import { bodyOf } from '../../engine/request.ts';
import { type DefectsOf, defect, inContract } from '../defect.ts';
import { kebab } from '../derived/candidate.ts';
import { behavioursIn, change } from '../draft.ts';
import { enforcing } from '../seeing.ts';

/** What one field forces upon others is forced upon fewer of them, or gives way. */
export const defects: DefectsOf = (contract) =>
  behavioursIn<Overrides>(contract, 'overrides').flatMap(({ clause, when, set }) => [
    ...Object.keys(set).map((forgotten) =>
      defect(
        clause,
        `forgets-${kebab(forgotten)}`,
        inContract((draft) => {
          for (const declared of behavioursIn<Overrides>(draft.contract, 'overrides'))
            change(declared.set, { [forgotten]: undefined });
        }),
      ),
    ),
    defect(
      clause,
      'gives-way-to-what-was-sent',
      enforcing<Overrides>('overrides', (inner) => ({
        prepare(creation) {
          inner.prepare?.(creation);
          for (const at of Object.keys(set)) {
            const path = parsePointer(at);
            const sent = valueAt(bodyOf(creation.context.request), path);
            if (sent !== undefined) creation.body = withValue(creation.body, path, sent);
          }
        },
      })),
    ),
    ...besides(contract.operations, when, set).map((other) =>
      defect(
        clause,
        `not-beside-${kebab(other)}`,
        enforcing<Overrides>('overrides', (inner) => ({
          prepare(creation) {
            const body = bodyOf(creation.context.request);
            if (valueAt(body, [other]) === undefined) return inner.prepare?.(creation);
            for (const at of Object.keys(set)) {
              const path = parsePointer(at);
              creation.body = withValue(creation.body, path, valueAt(body, path) ?? true);
            }
          },
        })),
      ),
    ),
    defect(
      clause,
      'not-applied',
      enforcing<Overrides>('overrides', () => ({ prepare() {} })),
    ),
  ]);

/** What else a request may have: a server may forget to look at the trigger wherever it looks at these. */
function besides(operations: readonly Operation[], when: string, set: Overrides['set']): string[] {
  const schemas = operations.map(({ bodySchema }) => bodySchema?.properties ?? {});
  const own = [when, ...Object.keys(set)];
  return schemas
    .flatMap((properties) => Object.keys(properties))
    .filter((name) => !own.includes(`/${name}`));
}
