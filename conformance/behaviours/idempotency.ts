import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Fault, Variation } from '../cases/change.ts';
import { withHeader } from '../cases/draft.ts';
import { keyOf } from '../sequences/key.ts';
import { breadthChecks } from '../sequences/key-breadth.ts';
import { conflictChecks } from '../sequences/key-conflict.ts';
import { identityChecks } from '../sequences/key-identity.ts';
import { lifeChecks } from '../sequences/key-life.ts';
import { memoryChecks } from '../sequences/key-memory.ts';
import { modelCheck } from '../sequences/key-model.ts';
import { replayChecks } from '../sequences/key-replay.ts';
import type { Verifier } from '../suite/verification.ts';

/** What a key does over several requests: replay, conflict, scope, near misses, refusals, races and expiry. */
export const verify: Verifier<Idempotency> = (declared, plan) => {
  const key = keyOf(declared, plan);
  return {
    faults: keyFaults(declared),
    variations: keyVariations(declared),
    checks: [
      modelCheck(declared, key),
      ...replayChecks(declared, key),
      ...memoryChecks(declared, key),
      ...breadthChecks(declared, key, plan),
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

/** UUIDs of other versions, and in capitals (RFC 9562 reads them alike). */
function keyVariations({ key, malformed }: Idempotency): Variation[] {
  if (key.in !== 'header' || !malformed) return [];
  const versions: Record<string, (uuid: string) => string> = {
    'version-1': (uuid) => `${uuid.slice(0, 14)}1${uuid.slice(15)}`,
    'version-7': (uuid) => `${uuid.slice(0, 14)}7${uuid.slice(15)}`,
    capitals: (uuid) => uuid.toUpperCase(),
  };
  return Object.entries(versions).map(([operator, change]) => ({
    id: `/idempotency/key/${operator}`,
    pointer: '',
    keyword: 'key',
    operator,
    clauses: [malformed.clause],
    isAlone: true,
    apply: (draft, maker) => withHeader(draft, key.name, change(maker.uuid())),
  }));
}
