import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { Pool } from 'undici';
import { createDouble } from '../../mock-server/index.ts';
import { exampleRequest } from '../../specs/contract/example-request.ts';
import { fileHere, startChild } from '../child-server.ts';
import { medianBy } from '../median.ts';

export const rounds = 7;

/** How requests come: how many clients send them, and how long each of them pauses between two, in milliseconds. */
export interface Load {
  readonly name: string;
  readonly clients: number;
  readonly pause: number;
  /** Requests of a round, each way. */
  readonly requests: number;
}

/** Without pauses and with several clients the machine itself would be measured. */
const loads: readonly Load[] = [
  { name: 'one after the other', clients: 1, pause: 0, requests: 1_000 },
  { name: '200 a second, 8 clients', clients: 8, pause: 40, requests: 400 },
];

/** Milliseconds a request took, directly and through the proxy. */
export interface Overhead {
  readonly load: Load;
  readonly direct: Times;
  readonly proxied: Times;
  /** What the proxy adds: the median of the rounds' differences. */
  readonly added: Times;
}

interface Times {
  readonly median: number;
  readonly p99: number;
}

interface Request {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Measures requests that go directly and through the proxy, by turns within one run. */
export async function measureOverhead(): Promise<Overhead[]> {
  const { request, answer, id } = await exchange();
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-bench-'));
  const server = await startChild([fileHere('proxy/server.ts'), answer, id]);
  const journal = path.join(folder, 'journal.jsonl');
  const proxy = await startChild([fileHere('proxy/between.ts'), server.address, journal]);
  try {
    const found: Overhead[] = [];
    for (const load of loads)
      found.push(await measure(server.address, proxy.address, request, load));
    return found;
  } finally {
    await proxy.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** A ticket's creation as the double answers it, and the id that is new in each. */
async function exchange(): Promise<{ request: Request; answer: string; id: string }> {
  const double = await createDouble({ providers: ['mava'] });
  try {
    const [target] = await double.targets(await double.listen());
    const [contract] = double.contracts;
    const [operation] = contract?.operations ?? [];
    if (!target || !contract || !operation) throw new Error('the double of mava serves nothing');
    const { primary } = target.credentials;
    const { path: place, body } = exampleRequest(contract, operation);
    const request = {
      path: place,
      headers: {
        'Content-Type': 'application/json',
        ...(primary && { [primary.header]: primary.value }),
      },
      body: JSON.stringify(body),
    };
    const response = await fetch(target.baseUrl + place, { method: 'POST', ...request });
    const answer = await response.text();
    return { request, answer, id: JSON.parse(answer)._id };
  } finally {
    await double.close();
  }
}

async function measure(
  direct: string,
  proxied: string,
  request: Request,
  load: Load,
): Promise<Overhead> {
  const options = { connections: load.clients, pipelining: 1 };
  const pools = [direct, proxied].map((url) => new Pool(url, options));
  const [straight, around] = pools as [Pool, Pool];
  const both: { direct: Times; proxied: Times }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const isTurned = round % 2 === 1;
    const first = await fire(isTurned ? around : straight, request, load);
    const second = await fire(isTurned ? straight : around, request, load);
    // The first round is for the compilers.
    if (round > 0)
      both.push(isTurned ? { direct: second, proxied: first } : { direct: first, proxied: second });
  }
  await Promise.all(pools.map((pool) => pool.close()));
  const middle = (pick: (one: (typeof both)[number]) => number) =>
    medianBy(both.map(pick), (time) => time);
  const timesOf = (pick: (one: (typeof both)[number], name: keyof Times) => number): Times => ({
    median: middle((one) => pick(one, 'median')),
    p99: middle((one) => pick(one, 'p99')),
  });
  return {
    load,
    direct: timesOf((one, name) => one.direct[name]),
    proxied: timesOf((one, name) => one.proxied[name]),
    added: timesOf((one, name) => one.proxied[name] - one.direct[name]),
  };
}

async function fire(
  pool: Pool,
  { path: place, ...request }: Request,
  { clients, pause, requests }: Load,
): Promise<Times> {
  const times: number[] = [];
  let left = requests;
  const client = async (_: unknown, index: number): Promise<void> => {
    if (pause > 0) await pass((pause * index) / clients);
    while (left-- > 0) {
      const start = performance.now();
      const { statusCode, body } = await pool.request({ path: place, method: 'POST', ...request });
      await body.text();
      times.push(performance.now() - start);
      if (statusCode !== 201) throw new Error(`an answer has the status ${statusCode}`);
      if (pause > 0) await pass(pause);
    }
  };
  await Promise.all(Array.from({ length: clients }).map(client));
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (times.length - 1))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99) };
}
