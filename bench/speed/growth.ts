import { adminOf, type Credentials } from '../credentials.ts';
import { spread } from '../kill-matrix/figures.ts';
import { medianBy } from '../median.ts';
import { creationLoad } from './creation-load.ts';
import { costOf, send, whileGrowing } from './growing-double.ts';
import type { Load } from './load.ts';
import { megabytesOf } from './process-figures.ts';
import type { Server } from './server.ts';
import { openSandbox } from './subjects/double.ts';

/** What a creation costs when so much is there already. */
export interface GrowthRow {
  readonly stored: number;
  readonly sandboxes: number;
  /** Of the processor, a request. */
  readonly microseconds: number;
  readonly megabytes: number;
}

export interface Growth {
  readonly rows: readonly GrowthRow[];
  /** Milliseconds, medians. */
  readonly sandbox: {
    readonly creation: number;
    readonly reset: number;
    readonly resetOfMany: number;
  };
}

export const manySandboxes = 1_000;
export const manyTickets = 10_000;
export const repeated = 21;
/** How often a double grows, each time a new one. */
export const series = 3;

/** Tickiti's creation, each ticket with a key, a customer and a notification, in a double that grows. */
export async function measureGrowth(steps: readonly number[]): Promise<Growth> {
  const grown: GrowthRow[][] = [];
  for (let one = 0; one < series; one += 1)
    grown.push(await whileGrowing((server, load) => growBy(server, load, steps)));
  const rows = steps.map((_, index) =>
    medianBy(
      grown.flatMap((own) => own[index] ?? []),
      ({ microseconds }) => microseconds,
    ),
  );
  return whileGrowing(async (server) => {
    const sandbox = await timesOf(server);
    return { rows: [...rows, await amongSandboxes(server)], sandbox };
  });
}

async function growBy(server: Server, load: Load, steps: readonly number[]): Promise<GrowthRow[]> {
  const rows: GrowthRow[] = [];
  let stored = 0;
  for (const step of steps) {
    stored += await send(server, load, step - stored);
    const megabytes = megabytesOf(server.pid);
    const { microseconds, requests } = await costOf(server, load);
    rows.push({ stored: step, sandboxes: 1, microseconds, megabytes });
    stored += requests;
  }
  return rows;
}

/** As many requests as before, each in the next of a thousand sandboxes. */
async function amongSandboxes(server: Server): Promise<GrowthRow> {
  const opened: Credentials[] = [];
  for (let count = 0; count < manySandboxes; count += 1)
    opened.push((await openSandbox(server.address, 'tickiti')).credentials);
  const header = opened[0]?.header ?? '';
  const load = creationLoad('tickiti', { header, values: opened.flatMap(({ values }) => values) });
  await send(server, load, manyTickets);
  const megabytes = megabytesOf(server.pid);
  const { microseconds } = await costOf(server, load);
  return { stored: manyTickets, sandboxes: manySandboxes, microseconds, megabytes };
}

async function timesOf(server: Server): Promise<Growth['sandbox']> {
  const admin = adminOf(server.address);
  const opened = await inTurn(() => openSandbox(server.address, 'tickiti'));
  const [{ id, credentials }] = opened.results as [Awaited<ReturnType<typeof openSandbox>>];
  const reset = () => admin.call('POST', `/reset?sandbox=${id}`);
  const empty = await inTurn(reset);
  const load = creationLoad('tickiti', credentials);
  const full = await inTurn(reset, () => send(server, load, manyTickets), 3);
  return { creation: opened.median, reset: empty.median, resetOfMany: full.median };
}

async function inTurn<T>(
  work: () => Promise<T>,
  before: () => Promise<unknown> = async () => {},
  times = repeated,
): Promise<{ median: number; results: T[] }> {
  const took: number[] = [];
  const results: T[] = [];
  for (let count = 0; count < times; count += 1) {
    await before();
    const start = performance.now();
    results.push(await work());
    took.push(performance.now() - start);
  }
  return { median: Number(spread(took).median), results };
}
