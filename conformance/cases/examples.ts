import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Operation } from '../../specs/contract/types.ts';
import { leavesOf } from './draft.ts';
import type { Subject } from './subject.ts';

type Of = Pick<Subject, 'contract' | 'operation'>;

/** The requests that the contract shows for an operation, by their names. */
export function examplesOf({ contract, operation }: Of): Record<string, { value: unknown }> {
  const path = ['requestBody', 'content', 'application/json', 'examples'];
  const found = valueAt(contract.document, [...parsePointer(operation.pointer), ...path]);
  return (found ?? {}) as Record<string, { value: unknown }>;
}

const shown = new WeakMap<Operation, ReadonlyMap<string, unknown>>();

/** What the contract's examples show at a field: the first of them that has it. */
export function exampleAt(of: Of, pointer: string): unknown {
  const known = shown.get(of.operation) ?? valuesShown(of);
  shown.set(of.operation, known);
  return known.get(pointer);
}

function valuesShown(of: Of): Map<string, unknown> {
  const leaves = Object.values(examplesOf(of)).flatMap(({ value }) => leavesOf(value));
  // Of several the first is kept: it is set last.
  return new Map(
    leaves
      .toReversed()
      .map(({ pointer, value }) => [pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*'), value]),
  );
}
