import { loadProvider, type Report, runConformance } from '../conformance/index.ts';
import { targetOfDouble } from '../conformance/target/from-double.ts';
import { defectsOf } from '../mock-server/defects/index.ts';
import { type Provider, providers } from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';
import { type ChildServer, doubleArguments, startChild } from './child-server.ts';
import { spread } from './kill-matrix/figures.ts';

/** The suite over one provider's double. */
export interface SuiteRow {
  readonly provider: Provider;
  /** Of the whole suite with default settings, medians. */
  readonly requests: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  /** What the random part sends until what it found is shrunk, over the defects that it finds. */
  readonly shrinking: { readonly found: number; readonly median: number; readonly most: number };
}

export const runs = 5;
/** Every so manieth defect is shown to the random part. */
export const stride = 10;

/** Each double in a process of its own; every run in a sandbox of its own and with another seed. */
export async function measureSuite(): Promise<SuiteRow[]> {
  const rows: SuiteRow[] = [];
  for (const provider of providers) {
    const server = await startChild(doubleArguments(provider));
    try {
      const contract = loadProvider(provider);
      rows.push({
        provider,
        ...(await measureWhole(server, contract)),
        shrinking: await measureShrinking(server, contract),
      });
    } finally {
      await server.stop();
    }
  }
  return rows;
}

async function measureWhole({ address }: ChildServer, contract: Contract) {
  const reports: Report[] = [];
  // The first run is for warming up.
  for (let seed = 0; seed <= runs; seed++) {
    const target = await targetOfDouble(address, contract.provider);
    const report = await runConformance(contract, target, { seed });
    await target.controls?.release?.();
    if (report.exitCode !== 0)
      throw new Error(
        `the double of ${contract.provider} fails with seed ${seed}: ${report.findings[0]?.replay}`,
      );
    if (seed > 0) reports.push(report);
  }
  const median = (of: (report: Report) => number) => Number(spread(reports.map(of)).median);
  return {
    requests: median(({ requests }) => requests),
    seconds: median(({ seconds }) => seconds),
    requestsPerSecond: median(({ requests, seconds }) => requests / seconds),
  };
}

async function measureShrinking({ address }: ChildServer, contract: Contract) {
  const ids = [...defectsOf(contract).keys()].filter((_, i) => i % stride === 0);
  const sent: number[] = [];
  for (const id of ids) {
    await turnOn(address, [id]);
    sent.push(...(await requestsToShrink(address, contract)));
  }
  await turnOn(address, []);
  const { median } = spread(sent);
  return { found: sent.length, median: Number(median), most: Math.max(...sent) };
}

/** The requests of each check of the random part that found something. */
async function requestsToShrink(address: string, contract: Contract): Promise<number[]> {
  const target = await targetOfDouble(address, contract.provider);
  const sent = new Map<string, number>();
  let before = 0;
  const report = await runConformance(contract, target, {
    seed: 1,
    phases: ['properties'],
    onEvent(event) {
      if (event.type !== 'check') return;
      sent.set(event.check, event.requests - before);
      before = event.requests;
    },
  });
  await target.controls?.release?.();
  const finding = new Set(report.findings.map(({ check }) => check));
  return [...sent].flatMap(([check, requests]) =>
    finding.has(check) && check.includes('/properties/') ? [requests] : [],
  );
}

async function turnOn(address: string, defects: readonly string[]): Promise<void> {
  const answer = await fetch(`${address}/_doublecheck/defects`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ defects }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
