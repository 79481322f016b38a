import type { Plan } from './change.ts';
import type { Maker } from './maker.ts';

/** What requests are made with, whether they are sent at once or written down. */
export interface Means {
  readonly plan: Plan;
  readonly maker: Maker;
}
