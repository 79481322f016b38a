import type { Routes } from '../../specs/behaviours/routes.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Plan } from '../cases/change.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { check } from '../suite/check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** Paths and methods that the document does not have. */
export const verify: Verifier<Routes> = ({ path, method }, plan) => ({
  checks: [
    ...['/doublecheck', '/'].map((ending) =>
      route(`path${ending}`, path, {
        path: `${plan.operation.path}${ending === '/' ? 'x' : ending}`,
      }),
    ),
    ...otherMethods(plan).map((name) => route(`method/${name}`, method, { method: name })),
  ],
});

function route(
  name: string,
  rejection: Rejection,
  change: { path?: string; method?: string },
): Check {
  const made = check(
    'coverage',
    `routes/${name}`,
    clausesOfRejection({ rejection }),
    async (session) => {
      session.refused(await session.send({ ...session.draft(), ...change }), rejection);
    },
  );
  return { ...made, shows: 'refused' };
}

function otherMethods({ contract, operation }: Plan): string[] {
  const taken = contract.operations.filter(({ path }) => path === operation.path);
  return ['PUT', 'DELETE', 'PATCH'].filter((name) => taken.every(({ method }) => method !== name));
}
