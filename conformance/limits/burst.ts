import type { Draft } from '../cases/draft.ts';
import { type Exchange, isAccepted } from '../reading/exchange.ts';
import type { Session } from '../suite/session.ts';
import type { RateWindow } from '../target/target.ts';

/** One request of a burst, and when it was sent and answered by the suite's own clock, in milliseconds. */
interface Timed {
  readonly exchange: Exchange;
  readonly sent: number;
  readonly answered: number;
}

/** What many requests at about the same time came to. */
export interface Burst {
  readonly exchanges: readonly Exchange[];
  readonly accepted: number;
  /** The most that were accepted within one window beyond doubt: sent after its begin, answered before its end. */
  readonly within: number;
  /** The first that was refused; a failure where each one beyond the limit fails. */
  readonly refused: Exchange | undefined;
  /** Failures inside and silences: they tell nothing of a limit. */
  readonly stumbled: number;
  readonly seconds: number;
}

/** So many requests together keep ahead of a limit that a slow server would never reach one by one. */
const together = 16;

/** After the limit's own number, one is refused; a few more show that none is. */
const tail = 8;

/** Sends drafts at any rate, at most `width` of them under way at a time. */
export async function sendTogether(
  session: Session,
  drafts: readonly Draft[],
  width = together,
): Promise<Timed[]> {
  const waiting = drafts.entries();
  const timed: Timed[] = [];
  const lane = async (): Promise<void> => {
    for (const [index, draft] of waiting) {
      const sent = performance.now();
      const exchange = await session.send(draft, { atAnyRate: true });
      timed[index] = { exchange, sent, answered: performance.now() };
    }
  };
  const lanes = Math.min(width, session.courier.target.pacing?.concurrency ?? width);
  await Promise.all(Array.from({ length: lanes }, lane));
  return timed;
}

/** As many requests as the limit has, several together, and then one after the other until one is refused. */
export async function sendBurst(
  session: Session,
  { limit, window }: RateWindow,
  make: () => Draft,
): Promise<Burst> {
  const timed = await sendTogether(session, Array.from({ length: limit }, make));
  for (let more = 0; more < tail && timed.every(({ exchange }) => !isLimited(exchange)); more++) {
    timed.push(...(await sendTogether(session, [make()])));
  }
  return burstOf(timed, window);
}

/** @param window seconds */
export function burstOf(timed: readonly Timed[], window: number): Burst {
  const exchanges = timed.map(({ exchange }) => exchange);
  const others = exchanges.filter((exchange) => !isAccepted(exchange));
  const starts = timed.map(({ sent }) => sent);
  const ends = timed.map(({ answered }) => answered);
  return {
    exchanges,
    accepted: exchanges.length - others.length,
    within: mostWithin(
      timed.filter(({ exchange }) => isAccepted(exchange)),
      window * 1000,
    ),
    refused: refusedOf(others) ?? (others.length === tail ? others.at(-1) : undefined),
    stumbled: others.filter(isStumble).length,
    seconds: (Math.max(...ends) - Math.min(...starts)) / 1000,
  };
}

function refusedOf(others: readonly Exchange[]): Exchange | undefined {
  return others.find(isLimited) ?? others.find((exchange) => !isStumble(exchange));
}

function isLimited({ answer }: Exchange): boolean {
  return answer?.status === 429;
}

function isStumble({ answer }: Exchange): boolean {
  return answer === undefined || answer.status >= 500;
}

function mostWithin(timed: readonly Timed[], length: number): number {
  const counts = timed.map(
    ({ sent: begin }) =>
      timed.filter(({ sent, answered }) => sent >= begin && answered < begin + length).length,
  );
  return Math.max(0, ...counts);
}
