import { setTimeout as pass } from 'node:timers/promises';
import type { GoldenExchange } from '../../../specs/contract/golden-exchange.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import { judgeExchange, type Received, sendExchange } from '../../play-exchange.ts';
import { limitOf } from '../../reading/limit.ts';
import type { Target } from '../../target/target.ts';
import { TargetError } from '../../target/target-error.ts';
import { within } from '../../target/within.ts';

/** What became of one golden exchange. */
export interface Replayed {
  readonly name: string;
  /** A sentence for each; none where the answer was as it is written. */
  readonly differences: readonly string[];
}

/** How often a 429 is waited out, and how long where it does not say, in seconds. */
const patience = 3;
const usualWait = 30;

/** Seconds that an answer may take. */
const longest = 30;

/**
 * Sends golden exchanges one after the other, in their order, until it is told to end. A 429 that none expects is
 * waited out.
 *
 * @throws TargetError where the target does not answer.
 */
export async function* replayExchanges(
  contract: Contract,
  target: Target,
  exchanges: readonly GoldenExchange[],
  signal?: AbortSignal,
): AsyncGenerator<Replayed> {
  const isLimit = limitOf(contract);
  const isTurnedAway = ({ status, text }: Received, { answer }: GoldenExchange) =>
    answer.status !== 429 && isLimit({ status, text, headers: {}, json: undefined });
  for (const exchange of exchanges) {
    if (signal?.aborted) return;
    const { as } = exchange.request;
    if (as !== undefined && !target.credentials[as]) {
      yield { name: exchange.name, differences: [`the target has no credential of ${as}`] };
      continue;
    }
    let received = await send(target, exchange, signal);
    for (let tries = 0; received && tries < patience; tries++) {
      if (!isTurnedAway(received, exchange)) break;
      await wait(target, received, signal);
      received = await send(target, exchange, signal);
    }
    if (!received) return;
    yield { name: exchange.name, differences: judged(contract, exchange, received) };
  }
}

function judged(contract: Contract, exchange: GoldenExchange, received: Received): string[] {
  try {
    return judgeExchange(contract, exchange, received);
  } catch (error) {
    return [`the answer cannot be compared: ${error}`];
  }
}

/** @returns undefined when it was told to end. */
async function send(
  target: Target,
  exchange: GoldenExchange,
  signal: AbortSignal | undefined,
): Promise<Received | undefined> {
  try {
    return await sendExchange(target, exchange, within(longest * 1000, signal));
  } catch (error) {
    if (signal?.aborted) return undefined;
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    const mend = 'See that it runs, and that the address is right.';
    throw new TargetError(3, `The target does not answer: ${why}`, mend);
  }
}

/** In a double time is moved on; elsewhere it passes. */
async function wait(
  { controls }: Target,
  { headers }: Received,
  signal: AbortSignal | undefined,
): Promise<void> {
  const told = Number(headers.get('retry-after') ?? Number.NaN);
  const seconds = Number.isFinite(told) && told >= 0 ? told + 1 : usualWait;
  if (controls?.advance) return controls.advance(seconds, signal);
  await pass(seconds * 1000, undefined, { signal }).catch(() => {});
}
