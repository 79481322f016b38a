import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exampleRequest } from '../specs/contract/example-request.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { doubleArguments, fileHere, startChild } from './child-server.ts';
import { medianBy } from './median.ts';

/** Milliseconds from the spawn of the process to its first 2xx answer; medians. */
export interface ColdStart {
  readonly runs: number;
  /** All five doubles, Node's code cache filled by an earlier start. */
  readonly double: number;
  /** The same with an empty code cache: the first start on a machine. */
  readonly doubleWithoutCache: number;
  readonly expressHello: number;
}

const runs = 7;

/** Measures the three in turn, so that a busy moment of the machine hits all alike. */
export async function measureColdStart(): Promise<ColdStart> {
  const cache = mkdtempSync(path.join(tmpdir(), 'doublecheck-bench-'));
  const times: Record<'double' | 'doubleWithoutCache' | 'expressHello', number[]> = {
    double: [],
    doubleWithoutCache: [],
    expressHello: [],
  };
  try {
    const warm = path.join(cache, 'warm');
    await startDouble(warm);
    await startExpress();
    for (let run = 0; run < runs; run += 1) {
      times.double.push(await startDouble(warm));
      times.doubleWithoutCache.push(await startDouble(path.join(cache, `empty-${run}`)));
      times.expressHello.push(await startExpress());
    }
  } finally {
    rmSync(cache, { recursive: true });
  }
  return {
    runs,
    double: median(times.double),
    doubleWithoutCache: median(times.doubleWithoutCache),
    expressHello: median(times.expressHello),
  };
}

/** To the first ticket. */
function startDouble(cache: string): Promise<number> {
  const contract = loadProvider('mava');
  const operation = contract.operations.find(({ bodySchema }) => bodySchema);
  if (!operation) throw new Error('the contract creates nothing');
  const { path: address, body } = exampleRequest(contract, operation);
  const headers = { 'x-auth-token': 'mava_harbor_primary', 'Content-Type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  return timeToAnswer(doubleArguments(), `/mava${address}`, request, {
    NODE_COMPILE_CACHE: cache,
  });
}

function startExpress(): Promise<number> {
  return timeToAnswer([fileHere('servers/express-hello.ts')], '/', { method: 'POST' });
}

async function timeToAnswer(
  args: readonly string[],
  address: string,
  request: RequestInit,
  environment?: NodeJS.ProcessEnv,
): Promise<number> {
  const server = await startChild(args, environment);
  try {
    const answer = await fetch(server.address + address, request);
    const time = performance.now() - server.spawnedAt;
    if (!answer.ok) throw new Error(`the first answer is ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
    return time;
  } finally {
    await server.stop();
  }
}

function median(times: readonly number[]): number {
  return medianBy(times, (time) => time);
}
