import type { Behaviour, Operation } from '../../specs/contract/types.ts';
import type { Context } from '../engine/context.ts';
import type { Enforcement } from '../engine/enforcer.ts';
import type { Request } from '../engine/request.ts';
import type { Change } from './defect.ts';

/** Which behaviours of a kind a change is about; all without it. */
type Select<B extends Behaviour> = (declared: B, operation: Operation) => boolean;

/** The enforcement of a kind is wrapped, where a behaviour is among the selected. */
export function enforcing<B extends Behaviour>(
  kind: B['kind'],
  wrap: (inner: Enforcement, declared: B) => Enforcement,
  select: Select<B> = () => true,
): Change {
  return {
    of: 'behaviour',
    kind,
    wrap: (inner, declared, operation) =>
      select(declared as B, operation) ? { ...inner, ...wrap(inner, declared as B) } : inner,
  };
}

/** The check of a kind is another one. */
export function checking<B extends Behaviour>(
  kind: B['kind'],
  check: (
    inner: NonNullable<Enforcement['check']>,
    context: Context,
    declared: B,
  ) => ReturnType<NonNullable<Enforcement['check']>>,
  select?: Select<B>,
): Change {
  return enforcing<B>(
    kind,
    (inner, declared) => ({
      check: (context) => check((of) => inner.check?.(of), context, declared),
    }),
    select,
  );
}

/** A kind of behaviour sees another request than the one that came; all else sees the real one. */
export function seeing<B extends Behaviour>(
  kind: B['kind'],
  view: (request: Request) => Request,
  select?: Select<B>,
): Change {
  return enforcing<B>(
    kind,
    (inner) => ({
      ask: (request, wants) => inner.ask?.(view(request), wants),
      check: (context) => inner.check?.({ ...context, request: view(context.request) }),
      remember(creation, answer) {
        const context = { ...creation.context, request: view(creation.context.request) };
        inner.remember?.({ ...creation, context }, answer);
      },
    }),
    select,
  );
}
