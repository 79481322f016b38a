import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { withHeader } from '../cases/draft.ts';
import { keyOf } from '../sequences/key.ts';
import { conflictChecks } from '../sequences/key-conflict.ts';
import { identityChecks } from '../sequences/key-identity.ts';
import { lifeChecks } from '../sequences/key-life.ts';
import { replayChecks } from '../sequences/key-replay.ts';
import type { Fault, Verifier } from '../suite/verification.ts';

/** What a key does over several requests: replay, conflict, scope, near misses, refusals, races and expiry. */
export const verify: Verifier<Idempotency> = (declared, plan) => {
  const key = keyOf(declared, plan);
  return {
    faults: keyFaults(declared),
    checks: [
      ...replayChecks(declared, key),
      ...conflictChecks(declared, key),
      ...identityChecks(declared, key),
      ...lifeChecks(declared, key, plan),
    ],
  };
};

/** A key in a header that is missing or not of its form; one in the body is the schema's matter. */
function keyFaults({ key, missing, malformed }: Idempotency): Fault[] {
  if (key.in !== 'header') return [];
  const made = (
    operator: string,
    rejection: Idempotency['missing'],
    value: string | null,
  ): Fault[] =>
    rejection
      ? [
          {
            id: `/idempotency/key/${operator}`,
            kind: 'idempotency',
            pointer: '',
            keyword: 'key',
            operator,
            rejection,
            apply: (draft) => withHeader(draft, key.name, value),
          },
        ]
      : [];
  return [
    ...made('missing', missing, null),
    ...made('empty', missing, ''),
    ...made('a-word', malformed, 'not-a-uuid'),
    ...made('too-short', malformed, '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e6'),
    ...made('too-long', malformed, '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e640'),
    ...made('another-letter', malformed, '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e6g'),
  ];
}
