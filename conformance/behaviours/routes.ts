import type { Routes } from '../../specs/behaviours/routes.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Plan } from '../cases/change.ts';
import { draftOf } from '../cases/draft-of.ts';
import { coverageCheck } from '../suite/recipe-check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** Paths and methods that the document does not have. */
export const verify: Verifier<Routes> = ({ path, method }, plan) => ({
  checks: [
    ...['/doublecheck', '/'].map((ending) =>
      route(plan, `path${ending}`, path, {
        path: `${plan.operation.path}${ending === '/' ? 'x' : ending}`,
      }),
    ),
    ...otherMethods(plan).map((name) => route(plan, `method/${name}`, method, { method: name })),
  ],
});

function route(
  plan: Plan,
  name: string,
  rejection: Rejection,
  change: { path?: string; method?: string },
): Check {
  return coverageCheck({
    id: `coverage/routes/${name}`,
    change: { pointer: '', keyword: 'route', operator: name },
    expects: { is: 'refused', rejection },
    make: (maker) => ({ ...draftOf(plan, plan.forms[0], maker), ...change }),
  });
}

function otherMethods({ contract, operation }: Plan): string[] {
  const taken = contract.operations.filter(({ path }) => path === operation.path);
  return ['PUT', 'DELETE', 'PATCH'].filter((name) => taken.every(({ method }) => method !== name));
}
