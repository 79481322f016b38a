import autocannon from 'autocannon';
import { medianBy } from './median.ts';

export const connections = 32;
export const rounds = 3;
/** Of a round, in seconds. */
export const duration = 4;
/** Before the first round, unmeasured, in seconds: for the compiler to have seen the code. */
const warmUp = 2;

/** What a request is made of; asked anew for each. */
export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export interface Throughput {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Fires rounds of requests; the round in the middle by requests a second.
 *
 * @throws Error when an answer has another status than the one expected: a refusal is quicker than a ticket.
 */
export async function loadWith(
  address: string,
  status: number,
  next: () => Shot,
): Promise<Throughput> {
  await fire(address, status, next, warmUp);
  const measured: Throughput[] = [];
  for (let round = 0; round < rounds; round += 1)
    measured.push(await fire(address, status, next, duration));
  return medianBy(measured, ({ requestsPerSecond }) => requestsPerSecond);
}

/** Sends so many requests, however long that takes. */
export async function sendSoMany(
  address: string,
  status: number,
  next: () => Shot,
  amount: number,
): Promise<void> {
  await shoot(address, status, next, { amount });
}

function fire(
  address: string,
  status: number,
  next: () => Shot,
  seconds: number,
): Promise<Throughput> {
  return shoot(address, status, next, { duration: seconds });
}

async function shoot(
  address: string,
  status: number,
  next: () => Shot,
  bound: { duration: number } | { amount: number },
): Promise<Throughput> {
  const result = await autocannon({
    url: address,
    connections,
    ...bound,
    requests: [{ setupRequest: (request) => Object.assign(request, next()) }],
  });
  const statuses = Object.entries(result.statusCodeStats ?? {});
  const strange = statuses.filter(([found]) => Number(found) !== status);
  if (strange.length > 0 || result.errors > 0 || result['2xx'] === 0) {
    const seen = JSON.stringify(result.statusCodeStats);
    throw new Error(
      `not every answer of ${address} is ${status}: ${seen}, ${result.errors} errors`,
    );
  }
  return {
    requestsPerSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
