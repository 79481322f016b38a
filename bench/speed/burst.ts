import type { Load } from './load.ts';

/** One load against one server for a while. Milliseconds, of a request. */
export interface Burst {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** How long it lasts: seconds, or sooner where so many requests are answered. */
export interface Span {
  readonly seconds: number;
  readonly most?: number;
}

export const connections = 32;

/**
 * Fires a load at an address.
 *
 * @throws Error when an answer has a wrong status, a body that was looked at is wrong, or an answer is lost.
 */
export type Generator = (address: string, load: Load, span: Span) => Promise<Burst>;

/** @throws Error unless these answers, as they were kept, are all right. */
export function judge(
  address: string,
  { name, status, trouble }: Load,
  answers: readonly { readonly status: number; readonly body: string }[],
): void {
  const wrong = (why: string, body: string) =>
    new Error(`${name} at ${address}: ${why} in ${body.slice(0, 500)}`);
  if (answers.length === 0) throw wrong('no answer was seen', 'a round');
  for (const answer of answers) {
    if (answer.status !== status) throw wrong(`${answer.status}, not ${status}`, answer.body);
    const found = trouble(answer.body);
    if (found) throw wrong(found, answer.body);
  }
}
