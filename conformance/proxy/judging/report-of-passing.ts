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
  readonly troubles: Troubles;
}

/** How many exchanges something went wrong with. One may be counted in several of them. */
export interface Troubles {
  /** Since more passed than could be looked at. */
  readonly leftOut: number;
  readonly unread: number;
  readonly unjudged: number;
  /** Those that are missing in the journal, for whatever reason. */
  readonly unjournaled: number;
}

const wordsFor: Readonly<Record<keyof Troubles, string>> = {
  leftOut: 'had to be left out (more passed than could be looked at)',
  unread: 'could not be read',
  unjudged: 'could not be judged',
  unjournaled: 'could not be put into the journal',
};

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
  const told = (Object.keys(wordsFor) as (keyof Troubles)[])
    .filter((kind) => troubles[kind] > 0)
    .map((kind) => `${troubles[kind]} ${wordsFor[kind]}`);
  if (told.length > 0)
    return {
      by: 'crashed',
      message: `Of ${requests} exchanges, ${told.join(', ')}.`,
      mend: 'Their traffic passed all the same; what the others showed is reported.',
    };
  if (witness.count > 0) return undefined;
  return {
    by: 'nothing-passed',
    message: `No exchange passed that the contract speaks of (${requests} in all).`,
    mend: 'See that the client calls the address of the proxy in place of the server.',
  };
}
