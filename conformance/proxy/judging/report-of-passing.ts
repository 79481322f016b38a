import type { Contract } from '../../../specs/contract/types.ts';
import { version } from '../../../specs/contract/version.ts';
import { exitCodeOf } from '../../report/outcome.ts';
import type { Report, Stopped } from '../../report/report.ts';
import type { Secrets } from './secrets.ts';
import type { Witness } from './witness.ts';

/** What there is to report when the proxy ends. */
interface WhatPassed {
  readonly contract: Contract;
  readonly baseUrl: string;
  readonly startedAt: Date;
  /** All that passed, judged or not. */
  readonly requests: number;
  readonly witness: Witness;
  readonly secrets: Secrets;
  /** How many exchanges could not be looked at. */
  readonly troubles: number;
}

/** What the traffic showed of a contract, as a report like that of a run. */
export function reportOfPassing(passed: WhatPassed): Report {
  const { contract, witness, secrets, startedAt } = passed;
  const stopped = stoppedBy(passed);
  const report = {
    format: 1 as const,
    doublecheck: version,
    provider: contract.provider,
    title: contract.document.info.title,
    target: passed.baseUrl,
    seed: 0,
    marker: '',
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    requests: passed.requests,
    selection: { clauses: [], phases: [], strict: false },
    ...(stopped && { stopped }),
    phases: [],
    clauses: witness.tally.results(() => true, true),
    // A token may have been in an answer before anybody showed it as one.
    findings: witness.tally.findings.map(({ clauses, premise, ...found }) => ({
      ...secrets.redactIn(found),
      clauses,
      ...(premise !== undefined && { premise }),
    })),
    coverage: [],
  };
  return { ...report, exitCode: exitCodeOf(report) };
}

function stoppedBy({ witness, requests, troubles }: WhatPassed): Stopped | undefined {
  if (troubles > 0)
    return {
      by: 'crashed',
      message: `Of ${requests} exchanges, ${troubles} could not be looked at.`,
      mend: 'Their traffic passed all the same; what the others showed is reported.',
    };
  if (witness.count > 0) return undefined;
  return {
    by: 'nothing-passed',
    message: `No exchange passed that the contract speaks of (${requests} in all).`,
    mend: 'See that the client calls the address of the proxy in place of the server.',
  };
}
