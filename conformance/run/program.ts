import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Plan } from '../cases/change.ts';
import { coverageRecipes } from '../cases/coverage.ts';
import { formsOf } from '../cases/forms.ts';
import { Maker } from '../cases/maker.ts';
import { subjectOf } from '../cases/subject.ts';
import { exampleChecks } from '../phases/examples.ts';
import { pairwiseChecks } from '../phases/pairwise.ts';
import { propertyChecks } from '../phases/properties.ts';
import type { ProviderSuite } from '../providers/provider-suite.ts';
import type { Watch } from '../reading/watch.ts';
import { watchResponses } from '../reading/watch-response.ts';
import { phases } from '../report/report.ts';
import { coverageCheck } from '../suite/recipe-check.ts';
import type { Check, Verification, Verifier } from '../suite/verification.ts';
import type { Target } from '../target/target.ts';

/** How many random requests of each class an operation gets. */
const propertyRuns = 60;

/** Everything that can be asked of one operation. */
export interface Program {
  readonly plan: Plan;
  /** In the order of their phases. */
  readonly checks: readonly Check[];
  readonly watches: readonly Watch[];
}

/** Puts together what each declared behaviour, and the provider's own rules, add. */
export function programOf(
  plan: Plan,
  verifiers: ReadonlyMap<string, Verifier>,
  { operations }: ProviderSuite,
): Program {
  const verifications: Verification[] = [
    ...plan.operation.behaviours.map((declared) =>
      verifierOf(declared.kind, verifiers)(declared, plan),
    ),
    operations[plan.operation.id]?.(plan) ?? {},
  ];
  const faults = verifications.flatMap((one) => one.faults ?? []);
  const checks = [
    ...exampleChecks(plan),
    ...coverageRecipes(
      plan,
      faults,
      verifications.flatMap((one) => one.variations ?? []),
    ).map(coverageCheck),
    ...pairwiseChecks(plan),
    ...propertyChecks(plan, faults, propertyRuns),
    ...verifications.flatMap((one) => one.checksOver?.(faults) ?? []),
    ...verifications.flatMap((one) => one.checks ?? []),
  ];
  return {
    plan,
    checks: checks.sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase)),
    watches: [watchResponses(plan), ...verifications.flatMap((one) => one.watches ?? [])],
  };
}

function verifierOf(kind: string, verifiers: ReadonlyMap<string, Verifier>): Verifier {
  const verifier = verifiers.get(kind);
  if (!verifier)
    throw new Error(`conformance/behaviours has no ${kind}.ts, and a contract declares it`);
  return verifier;
}

/** What there is to go by for one operation at one target. */
export function planOf(
  contract: Contract,
  operation: Operation,
  target: Target,
  provider: ProviderSuite,
  { seed, marker }: { readonly seed: number; readonly marker: string },
): Plan {
  const subject = subjectOf(contract, operation, target, provider);
  return { ...subject, forms: formsOf(subject, new Maker(seed, marker, `${operation.id}/plan`)) };
}
