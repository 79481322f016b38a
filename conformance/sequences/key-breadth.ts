import type { Authentication } from '../../specs/behaviours/authentication.ts';
import type { Authorisation } from '../../specs/behaviours/authorisation.ts';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Plan } from '../cases/change.ts';
import { isStillValid } from '../cases/contexts.ts';
import type { Draft } from '../cases/draft.ts';
import type { Field } from '../cases/fields.ts';
import { replaced } from '../cases/place.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { isAccepted } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Check } from '../suite/verification.ts';
import type { Key } from './key.ts';
import { judgeReplay } from './key-replay.ts';

/** A replay is one whatever its request says, and whoever sends it needs the same right as before. */
export function breadthChecks(declared: Idempotency, key: Key, plan: Plan): Check[] {
  const { clause } = declared.replay;
  const unauthorised = strangers(plan);
  const clauses = unauthorised.flatMap(({ rejection }) => clausesOfRejection({ rejection }));
  return [
    check('sequences', 'idempotency/replay-of-each-value', [clause], async (session) => {
      for (const form of session.plan.forms)
        for (const field of form.optionals.concat(form.root.children))
          for (const value of valuesOf(field)) {
            const draft = replaced(
              session.draft(form, { with: [field.pointer] }),
              field.pointer,
              value,
            );
            if (!draft || !isStillValid(session.plan, draft)) continue;
            const first = await session.send(key.keyed(session, draft));
            if (isAccepted(first))
              await judgeReplay(session, declared, key, first, first.draft, clause);
          }
    }),
    check('sequences', 'idempotency/replay-by-strangers', clauses, async (session) => {
      const first = await session.send(key.keyed(session));
      if (!session.accepted(first, [])) return;
      for (const { as, rejection } of unauthorised) {
        const again: Draft = { ...first.draft, as };
        const second = await session.send(again, { isReplay: true });
        session.refused(second, rejection, undefined, [first]);
      }
    }),
  ];
}

function valuesOf({ schema }: Field): unknown[] {
  return (schema.enum ?? (schema.type === 'boolean' ? [true, false] : [])) as unknown[];
}

/** Who may not send the request, and so not its replay. */
function strangers({ operation, known }: Plan): { as: string | null; rejection: Rejection }[] {
  const [authentication] = behavioursOf<Authentication>(operation, 'authentication');
  const [authorisation] = behavioursOf<Authorisation>(operation, 'authorisation');
  const role = 'lacking-ability';
  const isOfTenant = known.credential(role)?.tenant === known.credential('primary')?.tenant;
  return [
    ...(authentication ? [{ as: null, rejection: authentication.missing }] : []),
    ...(authorisation && known.credential(role) && isOfTenant
      ? [{ as: role, rejection: authorisation.lacking }]
      : []),
  ];
}
