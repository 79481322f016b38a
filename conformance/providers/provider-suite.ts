import type { Maker } from '../cases/maker.ts';
import type { Subject } from '../cases/subject.ts';
import type { Plan, Verification } from '../suite/verification.ts';
import type { Entity } from '../target/target.ts';

/** What a file of `conformance/providers/` exports as `suite`: what only this provider has. */
export interface ProviderSuite {
  /** Adds to a valid body what no schema can say that it needs: the data that a template binds. */
  complete?(body: unknown, subject: Subject, maker: Maker, role: string): unknown;
  /** Whether a request that names this is accepted: some things are there to fail. */
  isUsable?(entity: Entity): boolean;
  /** The provider's own rules, by operation. */
  readonly operations: Readonly<Record<string, (plan: Plan) => Verification>>;
}
