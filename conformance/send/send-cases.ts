import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { version } from '../../specs/contract/version.ts';
import type { Case } from '../generate/case.ts';
import { limitOf } from '../reading/limit.ts';
import { Courier } from '../suite/courier.ts';
import { Pacer } from '../suite/pacer.ts';
import type { Target } from '../target/target.ts';
import { redacted } from '../wire/redact.ts';
import { variableValues } from '../wire/variables.ts';
import { Wire } from '../wire/wire.ts';
import { Brakes } from './brakes.ts';
import { demandSendOptions } from './demand-send-options.ts';
import type { SendCasesOptions, SendSummary } from './result.ts';
import { SendRun } from './send-run.ts';

const userAgent = `doublecheck/${version} (send)`;

/** A hostile request may be met with silence for good reason; a run of these is none. */
const maxSilences = 50;

/**
 * Sends cases to a server and tells of each whether its answer is allowed. Cases are read as they are
 * sent, and none is kept.
 *
 * @returns the counts; results come by `onEvent`. What goes wrong at the target, and a FileError of the
 * cases, is in the summary, too.
 * @throws OptionError for options that make no sense, and for a case of another provider.
 * @example
 * const summary = await sendCases(contract, target, cases, {
 *   onEvent: (event) => event.type === 'result' && console.log(event.result.id, event.result.verdict),
 * });
 * summary.counts.fail;
 */
export async function sendCases(
  contract: Contract,
  target: Target,
  cases: Iterable<Case> | AsyncIterable<Case>,
  options: SendCasesOptions = {},
): Promise<SendSummary> {
  demandSendOptions(options);
  const wire = new Wire(target.baseUrl, options.timeout ?? 10_000);
  try {
    return await sendOver(wire, contract, target, cases, options);
  } finally {
    await wire.close();
  }
}

/** The same over a wire that is there. */
export async function sendOver(
  wire: Pick<Wire, 'send' | 'stall'>,
  contract: Contract,
  target: Target,
  cases: Iterable<Case> | AsyncIterable<Case>,
  options: SendCasesOptions,
): Promise<SendSummary> {
  const brakes = new Brakes(options.signal);
  const courier = courierFor(wire, contract, target, brakes, options);
  const play = { courier, values: variableValues(target), userAgent };
  const run = new SendRun(contract, play, brakes, options);
  const startedAt = new Date();
  try {
    await run.sendAll(cases);
  } finally {
    brakes.release();
  }
  const { stopped } = brakes;
  return {
    provider: contract.provider,
    target: redacted(target, target.baseUrl),
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    requests: courier.requests,
    ...run.counted(),
    ...(stopped && { stopped }),
  };
}

function courierFor(
  wire: Pick<Wire, 'send' | 'stall'>,
  contract: Contract,
  target: Target,
  brakes: Brakes,
  { rate, maxRequests = Number.POSITIVE_INFINITY, onEvent }: SendCasesOptions,
): Courier {
  const [limit] = behavioursOf<RateLimit>(contract, 'rate-limit');
  const pace = Math.min(
    rate ?? Number.POSITIVE_INFINITY,
    target.pacing?.requestsPerSecond ?? Number.POSITIVE_INFINITY,
  );
  const paced = Number.isFinite(pace)
    ? { ...target, pacing: { ...target.pacing, requestsPerSecond: pace } }
    : target;
  const pacer = new Pacer(paced, limit, brakes.waits, (event) => {
    if (event.type === 'waiting') onEvent?.(event);
  });
  return new Courier({
    target: paced,
    wire,
    pacer,
    maxRequests,
    userAgent,
    isLimit: limitOf(contract),
    signal: brakes.requests,
    maxSilences,
  });
}
