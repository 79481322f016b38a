import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Fault, Plan } from '../cases/change.ts';
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
import { loadProviderSuite, loadVerifiers } from './rooms.ts';

/** How many random requests of each class an operation gets. */
const propertyRuns = 60;

/** Everything that can be asked of one operation. */
export interface Program {
  readonly plan: Plan;
  /** In the order of their phases. */
  readonly checks: readonly Check[];
  readonly watches: readonly Watch[];
  /** The ways to make a valid request of it wrong in one place. */
  readonly faults: readonly Fault[];
}

/** Puts together what each declared behaviour, and the provider's own rules, add. */
function programOf(
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
    faults,
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
function planOf(
  contract: Contract,
  operation: Operation,
  target: Target,
  provider: ProviderSuite,
  { seed, marker }: { readonly seed: number; readonly marker: string },
): Plan {
  const subject = subjectOf(contract, operation, target, provider);
  return { ...subject, forms: formsOf(subject, new Maker(seed, marker, `${operation.id}/plan`)) };
}

/** Everything that can be asked of each operation of a contract at a target. */
export async function programsOf(
  contract: Contract,
  target: Target,
  by: { readonly seed: number; readonly marker: string },
): Promise<{ readonly programs: readonly Program[]; again(plan: Plan): Program }> {
  const [verifiers, provider] = await Promise.all([
    loadVerifiers(),
    loadProviderSuite(contract.provider),
  ]);
  const again = (plan: Plan) => programOf(plan, verifiers, provider);
  const plans = contract.operations.map((operation) =>
    planOf(contract, operation, target, provider, by),
  );
  return { programs: plans.map(again), again };
}
