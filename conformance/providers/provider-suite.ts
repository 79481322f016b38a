import type { Plan } from '../cases/change.ts';
import type { Knowledge } from '../cases/subject.ts';
import type { Verification } from '../suite/verification.ts';

/** What a file of `conformance/providers/` exports as `suite`: what only this provider has. */
export interface ProviderSuite extends Knowledge {
  /** The provider's own rules, by operation. */
  readonly operations: Readonly<Record<string, (plan: Plan) => Verification>>;
}
