import { buildContract } from '../build.ts';
import { formatPointer, type Path, parsePointer, valueAt } from '../pointer.ts';
import type { Problem } from '../problem.ts';
import type { Contract, Operation } from '../types.ts';
import type { Check } from './check.ts';

/** Where the declarations of each kind keep pointers into the request's body; `*` is every entry. */
const places: Readonly<Record<string, readonly string[]>> = {
  'allow-list': ['at'],
  defaults: ['of/*/at'],
  echo: ['fields/*/from'],
  'find-or-create': ['by/*/at', 'fields/*'],
  idempotency: ['key/at'],
  overrides: ['when'],
  ownership: ['at'],
  presence: ['of/*', 'of/*/*', 'when'],
  reference: ['at'],
};

/** Does every pointer of a behaviour lead to a field of the body that the operation takes? */
export const checkPointers: Check = (document) => {
  const contract: Contract = buildContract(document, '');
  const rootCount = contract.behaviours.length;
  return contract.operations.flatMap((operation) =>
    operation.behaviours.flatMap((behaviour, index) =>
      (places[behaviour.kind] ?? [])
        .flatMap((place) => stringsAt(behaviour, place.split('/')))
        .filter((pointer) => !leadsToField(operation.bodySchema, parsePointer(pointer)))
        .map((pointer) => astray(pointer, operation, index - rootCount)),
    ),
  );
};

function stringsAt(value: unknown, [first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const inner = first === '*' ? Object.values(value) : [valueAt(value, [first])];
  return inner.flatMap((one) => stringsAt(one, rest));
}

/** Looks through `properties` and `items`, and into every variant that the schema may take. */
function leadsToField(schema: unknown, [first, ...rest]: Path): boolean {
  if (first === undefined) return schema !== undefined;
  const inner = first === '*' ? valueAt(schema, ['items']) : valueAt(schema, ['properties', first]);
  if (inner !== undefined && leadsToField(inner, rest)) return true;
  return variantsOf(schema).some((variant) => leadsToField(variant, [first, ...rest]));
}

function variantsOf(schema: unknown): readonly unknown[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => valueAt(schema, [keyword]) ?? []);
  const branches = ['then', 'else'].flatMap((keyword) => valueAt(schema, [keyword]) ?? []);
  return [...lists, ...branches];
}

const astray = (pointer: string, operation: Operation, index: number): Problem => ({
  pointer: operation.pointer + formatPointer(['x-behaviours', Math.max(index, 0)]),
  message: `${pointer} is no field of the body of ${operation.id}`,
  mend: 'Point to a field that the schema of the request has.',
});
