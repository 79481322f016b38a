import type { Validation } from '../../specs/behaviours/validation.ts';
import { schemaFaults } from '../cases/schema-faults.ts';
import { schemaVariations } from '../cases/schema-variations.ts';
import type { Verifier } from '../suite/verification.ts';

/** Each keyword of the request schema, broken and just kept. */
export const verify: Verifier<Validation> = (_declared, plan) => ({
  faults: schemaFaults(plan),
  variations: schemaVariations(plan),
});
