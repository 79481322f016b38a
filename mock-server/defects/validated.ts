import type { Validation } from '../../specs/behaviours/validation.ts';
import { refuse } from '../engine/outcome.ts';
import { bodyOf, type Request } from '../engine/request.ts';
import type { Change } from './defect.ts';

/** The validation refuses bodies that it should let pass. */
export function alsoRefuse(
  operation: string | undefined,
  isRefused: (body: unknown) => boolean,
): Change {
  return {
    of: 'behaviour',
    kind: 'validation',
    operation,
    wrap: (inner, declared) => ({
      ...inner,
      check: (context) =>
        inner.check?.(context) ??
        (isRefused(bodyOf(context.request)) ? refuse((declared as Validation).invalid) : undefined),
    }),
  };
}

/** The validation looks at another body than the one that came; all else sees the real one. */
export function validateAs(
  operation: string | undefined,
  view: (body: unknown) => unknown,
): Change {
  return {
    of: 'behaviour',
    kind: 'validation',
    operation,
    wrap: (inner) => ({
      ...inner,
      check: (context) => inner.check?.({ ...context, request: seenAs(context.request, view) }),
    }),
  };
}

/** A request with another body, where it has a readable one. */
export function seenAs(request: Request, view: (body: unknown) => unknown): Request {
  if (!request.body?.ok) return request;
  return { ...request, body: { ok: true, value: view(request.body.value) } };
}

/** The bodies of all operations are read as something else, for everything that follows. */
export function readAs(view: (body: unknown) => unknown): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      parse(...of) {
        const parsed = inner.parse(...of);
        return parsed.ok ? { ok: true, value: view(parsed.value) } : parsed;
      },
    }),
  };
}
