import type { Defaults } from '../../../specs/behaviours/defaults.ts';
import type { Echo } from '../../../specs/behaviours/echo.ts';
import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { parsePointer, valueAt, withValue } from '../../../specs/contract/pointer.ts';
import type { Operation } from '../../../specs/contract/types.ts';
import { type Change, type DefectsOf, defect, inContract } from '../defect.ts';
import { bodyNode, change } from '../draft.ts';
import { enforcing } from '../seeing.ts';

/** Absent fields get another value, or present ones lose theirs. */
export const defects: DefectsOf = ({ operations }) =>
  operations.flatMap((operation) =>
    operation.behaviours
      .filter(({ kind }) => kind === 'defaults')
      .flatMap((declared) => (declared as Defaults).of)
      .flatMap(({ at, clause }) => {
        const path = parsePointer(at).flatMap((segment) => ['properties', segment]);
        const { default: value, ...node } = valueAt(operation.bodySchema, path) as JsonSchema;
        const another = (other: unknown) =>
          inContract((draft) => change(bodyNode(draft, operation.id, path), { default: other }));
        return [
          ...othersOf(node, value).map((other) =>
            defect(clause, `${other}-instead`.toLowerCase(), another(other)),
          ),
          ...(isShown(operation, at)
            ? [defect(clause, 'in-place-of-what-was-sent', afterwards(operation, at, value))]
            : []),
          defect(clause, 'not-applied', afterwards(operation, at, undefined)),
        ];
      }),
  );

/** Only an answer that shows the field tells a default from what was sent. */
function isShown({ behaviours }: Operation, at: string): boolean {
  return behaviours.some(
    (one) => one.kind === 'echo' && (one as Echo).fields.some(({ from }) => from === at),
  );
}

/** Values that could be taken for the default: the others that the field takes. */
function othersOf({ type, enum: listed }: JsonSchema, value: unknown): unknown[] {
  if (type === 'boolean') return [!value];
  return ((listed ?? []) as unknown[]).filter((other) => other !== value);
}

/** Sets a field when the defaults have been applied; undefined takes away what they have put there. */
function afterwards(operation: Operation, at: string, value: unknown): Change {
  const path = parsePointer(at);
  return enforcing<Defaults>(
    'defaults',
    (inner) => ({
      prepare(creation) {
        const sent = valueAt(creation.body, path);
        inner.prepare?.(creation);
        if (value !== undefined || sent === undefined)
          creation.body = withValue(creation.body, path, value);
      },
    }),
    (declared, of) => of.id === operation.id && declared.of.some((one) => one.at === at),
  );
}
