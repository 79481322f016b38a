import type { Contract } from '../../specs/contract/types.ts';
import type { ProviderOperation } from '../engine/compile.ts';
import { type CompiledProvider, compileProvider } from '../engine/compile-provider.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { steps } from '../engine/steps.ts';
import type { Change, Defect } from './defect.ts';
import { draftOf } from './draft.ts';

type Code = Readonly<Record<string, ProviderOperation>>;

/** Compiles a contract as `compileProvider` does, and breaks it with defects, each upon those before it. */
export function compileDefective(
  contract: Contract,
  enforcers: ReadonlyMap<string, Enforcer>,
  code: Code,
  defects: readonly Defect[],
): CompiledProvider {
  const changes = defects.flatMap((defect) => defect.changes);
  const draft = draftOf(contract);
  for (const { edit } of changesOf(changes, 'contract')) edit(draft);
  const compiled = compileProvider(
    draft.contract,
    wrapEnforcers(enforcers, changesOf(changes, 'behaviour')),
    wrapCode(code, changesOf(changes, 'code')),
  );
  return {
    ...compiled,
    steps: changesOf(changes, 'steps').reduce((inner, { wrap }) => wrap(inner), steps),
    defects: defects.map(({ id }) => id),
  };
}

function changesOf<O extends Change['of']>(changes: readonly Change[], of: O) {
  return changes.filter((change) => change.of === of) as Extract<Change, { of: O }>[];
}

function wrapEnforcers(
  enforcers: ReadonlyMap<string, Enforcer>,
  changes: readonly Extract<Change, { of: 'behaviour' }>[],
): ReadonlyMap<string, Enforcer> {
  const wrapped = [...enforcers].map(([kind, enforce]): [string, Enforcer] => {
    const own = changes.filter((change) => change.kind === kind);
    if (own.length === 0) return [kind, enforce];
    const wrappedEnforce: Enforcer = (declared, operation, contract) =>
      own
        .filter((change) => change.operation === undefined || change.operation === operation.id)
        .reduce(
          (inner, { wrap }) => wrap(inner, declared, operation),
          enforce(declared, operation, contract),
        );
    return [kind, wrappedEnforce];
  });
  return new Map(wrapped);
}

function wrapCode(code: Code, changes: readonly Extract<Change, { of: 'code' }>[]): Code {
  const wrapped = Object.entries(code).map(([id, operation]) => {
    const own = changes.filter((change) => change.operation === id);
    return [id, own.reduce((inner, { wrap }) => wrap(inner), operation)] as const;
  });
  return Object.fromEntries(wrapped);
}
