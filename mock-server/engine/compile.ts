import type { Atomicity } from '../../specs/behaviours/atomicity.ts';
import type { Errors } from '../../specs/behaviours/errors.ts';
import type { Order } from '../../specs/behaviours/order.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Behaviour, Contract, Operation } from '../../specs/contract/types.ts';
import type { Create } from './creation.ts';
import type { Enforcement, Enforcer } from './enforcer.ts';
import { compileEnvelope, type Envelope } from './envelope.ts';
import type { Wants } from './facts.ts';
import type { Request } from './request.ts';

/** What a file of `mock-server/providers/` exports as `operations`: the plain code of each operation. */
export interface ProviderOperation {
  readonly create: Create;
  /** Facts that the code needs beyond those of the declared behaviours. */
  ask?(request: Request, wants: Wants): void;
}

type Hooks = { readonly [H in keyof Enforcement]-?: NonNullable<Enforcement[H]>[] };

/** An operation made ready: its hooks in the order in which they apply. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly hooks: Omit<Hooks, 'check'>;
  readonly checks: readonly { readonly kind: string; readonly check: Hooks['check'][number] }[];
  readonly create: Create | undefined;
  readonly envelope: Envelope;
  readonly failure: Atomicity['failure'];
}

/**
 * Makes an operation ready to decide. Nothing of the contract is looked up again while it serves.
 *
 * @throws Error when the contract declares a kind of behaviour that nothing enforces.
 */
export function compileOperation(
  contract: Contract,
  operation: Operation,
  enforcers: ReadonlyMap<string, Enforcer>,
  code: ProviderOperation | undefined,
): CompiledOperation {
  const enforcements = operation.behaviours.map((declared) => ({
    kind: declared.kind,
    ...enforcerOf(declared, enforcers)(declared, operation, contract),
  }));
  const hooksOf = <H extends keyof Enforcement>(name: H) =>
    enforcements.flatMap((enforcement) => enforcement[name] ?? []) as Hooks[H];

  const order = soleBehaviour<Order>(operation, 'order').checks;
  return {
    operation,
    hooks: {
      ask: code?.ask ? [...hooksOf('ask'), code.ask] : hooksOf('ask'),
      prepare: hooksOf('prepare'),
      complete: hooksOf('complete'),
      remember: hooksOf('remember'),
    },
    checks: order.flatMap((kind) =>
      enforcements.flatMap((found) =>
        found.kind === kind && found.check ? [{ kind, check: found.check }] : [],
      ),
    ),
    create: code?.create,
    envelope: compileEnvelope(soleBehaviour<Errors>(operation, 'errors')),
    failure: soleBehaviour<Atomicity>(operation, 'atomicity').failure,
  };
}

function enforcerOf({ kind }: Behaviour, enforcers: ReadonlyMap<string, Enforcer>): Enforcer {
  const enforcer = enforcers.get(kind);
  if (!enforcer)
    throw new Error(`mock-server/behaviours has no ${kind}.ts, and a contract declares it`);
  return enforcer;
}

/** The one behaviour of a kind that every contract has. */
export function soleBehaviour<B extends Behaviour>(
  of: { behaviours: readonly Behaviour[] },
  kind: B['kind'],
): B {
  const [found] = behavioursOf<B>(of, kind);
  if (!found) throw new Error(`the contract declares no behaviour of kind ${kind}`);
  return found;
}
