import type { Chaos } from './chaos/trouble.ts';
import type { ClockState } from './clock.ts';
import type { Faults } from './faults.ts';

/** What the admin API can set for a sandbox. */
export interface SandboxState {
  readonly clock: ClockState;
  readonly faults: Faults;
  /** Absent where there is none. */
  readonly chaos?: Chaos | undefined;
}

export const freshState: SandboxState = { clock: { offset: 0 }, faults: {} };
