import type { JsonSchema } from '../../specs/contract/declare.ts';
import { type Path, valueAt } from '../../specs/contract/pointer.ts';
import type { Behaviour, Contract, Operation } from '../../specs/contract/types.ts';

/** The parts of a contract from which a double is made, as a copy that a defect may change. */
export interface Draft {
  readonly behaviours: readonly Behaviour[];
  readonly operations: readonly (Operation & { bodySchema: JsonSchema | undefined })[];
  readonly contract: Contract;
  /** Operations whose schema is a copy by now. */
  readonly copied: Set<string>;
}

/** A copy that may be changed. Schemas are copied when they are asked for, and then no two fields share one. */
export function draftOf(contract: Contract): Draft {
  const { behaviours, catalogue } = contract;
  const schemas = contract.operations.map(({ bodySchema, responses }) => ({
    bodySchema,
    responses,
  }));
  const others = contract.operations.map(
    ({ bodySchema: _, responses: __, ...operation }) => operation,
  );
  // In one go, so that a rejection and the catalogue go on sharing an answer.
  const copy = structuredClone({ behaviours, catalogue, operations: others });
  const operations = copy.operations.map((operation, index) => ({
    ...operation,
    ...(schemas[index] as (typeof schemas)[number]),
  }));
  return {
    behaviours: copy.behaviours,
    operations,
    contract: { ...contract, ...copy, operations },
    copied: new Set(),
  };
}

/** Gives a node of a draft other members; those that are undefined are taken away. */
export function change(node: unknown, members: Readonly<Record<string, unknown>>): void {
  if (typeof node !== 'object' || node === null) throw new Error('the contract has no such node');
  const target = node as Record<string, unknown>;
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) delete target[name];
    else target[name] = value;
  }
}

/** The schema of an operation's body, or the node of it at a path. */
export function bodyNode(
  { operations, copied }: Draft,
  operation: string,
  path: Path = [],
): object {
  const found = operations.find(({ id }) => id === operation);
  if (found && !copied.has(operation)) {
    copied.add(operation);
    found.bodySchema = JSON.parse(JSON.stringify(found.bodySchema));
  }
  const node = valueAt(found?.bodySchema, path);
  if (typeof node !== 'object' || node === null)
    throw new Error(`the body of ${operation} has no schema at ${path.join('/')}`);
  return node;
}

/** Every behaviour of a kind in the whole draft, each once. */
export function behavioursIn<B extends Behaviour>(
  { behaviours, operations }: Pick<Contract, 'behaviours' | 'operations'>,
  kind: B['kind'],
): B[] {
  const all = new Set([...behaviours, ...operations.flatMap((operation) => operation.behaviours)]);
  return [...all].filter((behaviour) => behaviour.kind === kind) as B[];
}
