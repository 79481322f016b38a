import type { Reply } from '../wire/message.ts';

/** A reply that says nothing of the request: it is sent again, so often at most, after so many seconds. */
export interface Again {
  readonly tries: number;
  readonly seconds: number;
}

/** Longer than this the suite waits for no single answer, in seconds. */
export const longestWait = 60;

const unavailable = [502, 503, 504];

/**
 * What may be a server's passing trouble, and not its answer: too many requests (RFC 6585), a gateway or
 * a server that is not available for a moment (RFC 9110), a connection that ended without an answer.
 *
 * @param tries how often the request was sent until now.
 */
export function againAfter({ answer, silence }: Reply, tries: number): Again | undefined {
  if (silence) return repeats[silence.kind];
  const asked = secondsOf(answer.headers['retry-after']);
  if (answer.status === 429) return { tries: 4, seconds: asked ?? 2 ** tries };
  if (unavailable.includes(answer.status)) return { tries: 2, seconds: asked ?? 0.5 };
  return undefined;
}

/** The kept connection may just have been closed; one that is cut may come to its answer the next time. */
const repeats: Readonly<Partial<Record<string, Again>>> = {
  broken: { tries: 2, seconds: 0 },
  cut: { tries: 4, seconds: 0 },
};

/** `Retry-After` is a number of seconds or a date (RFC 9110). */
function secondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined;
}
