import type { Exchange } from '../reading/exchange.ts';

/** The server kept answering 429 although it was waited for: it said nothing of the request itself. */
export class Throttled extends Error {
  override readonly name = 'Throttled';
  /** What it kept answering to. */
  readonly exchange: Exchange;
  /** A whole window of the limit went by without a request, and the next was refused all the same. */
  readonly isOverdue: boolean;

  constructor(exchange: Exchange, isOverdue: boolean) {
    super('the server kept answering 429 although the suite waited');
    this.exchange = exchange;
    this.isOverdue = isOverdue;
  }
}
