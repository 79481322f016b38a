import type { Report, RunEvent } from '../../conformance/report/report.ts';
import { runConformance } from '../../conformance/run.ts';
import { DoubleAdmin } from '../../conformance/target/double-admin.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { createDouble } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { clauseOf, type Fate, type Job, type Outcome, rightVerdicts } from './outcome.ts';

/** The same in every run, so that defects can be compared. */
export const seed = 1;
const marker = 'matrix';

/** How long the double waits for a body, in milliseconds. */
const bodyTimeout = 250;

/** No run takes nearly as many milliseconds; one that does has no end. */
const patience = 180_000;

/** One provider's double in this process, judged again and again with one defect after the other. */
export interface Subject {
  judge(job: Job): Promise<Outcome>;
  close(): Promise<void>;
}

export async function openSubject(provider: Provider): Promise<Subject> {
  const contract = loadProvider(provider);
  const double = await createDouble({ providers: [provider], atRoot: true, bodyTimeout });
  const address = await double.listen();
  const admin = new DoubleAdmin(address, undefined);
  return {
    async judge(job) {
      await admin.call('PUT', '/defects', { defects: job.defect ? [job.defect] : [] });
      const target = {
        ...(await targetOfDouble(address, provider)),
        limits: { bodyTimeout: bodyTimeout / 1000 },
      };
      const watch = watchFor(contract, job);
      const options = { seed, marker, signal: watch.signal, onEvent: watch.onEvent };
      try {
        const report = await runConformance(contract, target, options);
        return outcomeOf(contract, job, report, watch.requestsAfter);
      } finally {
        await target.controls?.release?.();
      }
    },
    close: () => double.close(),
  };
}

/** Notes how many requests each check ended after, and ends the run at a finding where that is asked. */
function watchFor(contract: Contract, { defect, first }: Job) {
  const requestsAfter = new Map<string, number>();
  const found = new AbortController();
  const onEvent = (event: RunEvent) => {
    if (event.type === 'check' && !requestsAfter.has(event.check))
      requestsAfter.set(event.check, event.requests);
    if (event.type !== 'finding' || !first || !defect) return;
    const { clauses, verdict } = event.finding;
    const isRight = rightVerdicts(contract, defect).includes(verdict);
    if (clauses.includes(clauseOf(defect)) && isRight) found.abort();
  };
  const signal = AbortSignal.any([found.signal, AbortSignal.timeout(patience)]);
  return { requestsAfter, onEvent, signal };
}

function outcomeOf(
  contract: Contract,
  { provider, defect, first }: Job,
  report: Report,
  requestsAfter: ReadonlyMap<string, number>,
): Outcome {
  const { requests, seconds, stopped } = report;
  const broken = report.clauses.filter(({ verdict }) => ['fail', 'warn'].includes(verdict));
  const clause = defect && clauseOf(defect);
  const elsewhere = broken.map(({ id }) => id).filter((id) => id !== clause);
  const common = {
    provider,
    requests,
    seconds,
    elsewhere: elsewhere.slice(0, 4),
    ...(stopped && { stopped: stopped.message }),
  };
  if (!defect || !clause) return { ...common, fate: elsewhere.length > 0 ? 'elsewhere' : 'missed' };

  const right = rightVerdicts(contract, defect);
  const verdict = report.clauses.find(({ id }) => id === clause)?.verdict;
  const naming = report.findings
    .filter((finding) => finding.clauses.includes(clause) && right.includes(finding.verdict))
    .map(({ check }) => requestsAfter.get(check) ?? requests);
  const isRight = verdict !== undefined && right.includes(verdict);
  const hasEndedEarly = stopped !== undefined && !(first && isRight);
  const fate = fateOf({ isRight, isNamed: naming.length > 0, verdict, hasEndedEarly, elsewhere });
  return {
    ...common,
    defect,
    fate,
    ...(verdict && { verdict }),
    ...(fate === 'killed' && { detectedAfter: Math.min(...naming) }),
  };
}

function fateOf(seen: {
  readonly isRight: boolean;
  readonly isNamed: boolean;
  readonly verdict: string | undefined;
  readonly hasEndedEarly: boolean;
  readonly elsewhere: readonly string[];
}): Fate {
  if (seen.isRight) return seen.isNamed ? 'killed' : 'unnamed';
  if (seen.verdict === 'warn') return 'warned';
  if (seen.hasEndedEarly) return 'stopped';
  return seen.elsewhere.length > 0 ? 'elsewhere' : 'missed';
}
