import type { RealTime } from '../../clock.ts';
import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { afterStoreFault, StoreFailure } from '../../faults.ts';
import { freshState } from '../../sandbox-state.ts';
import { defaultSandbox, factsOfNobody } from '../store.ts';
import type { Caller, Sandbox, Sandboxes } from './sandboxes.ts';

/** A request that waits for the end of the turn. */
interface Waiting {
  readonly provider: string;
  readonly wants: Wants;
  readonly decide: (facts: Facts) => Decision;
  readonly resolve: (decision: Decision) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * All decisions of a turn of the event loop are made in one go at its end: the same code over and over runs half as
 * long again as code that takes turns with a server's.
 */
export class Turn {
  readonly #sandboxes: Sandboxes;
  readonly #realTime: RealTime;
  #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(sandboxes: Sandboxes, realTime: RealTime) {
    this.#sandboxes = sandboxes;
    this.#realTime = realTime;
  }

  transact(provider: string, wants: Wants, decide: Waiting['decide']): Promise<Decision> {
    return new Promise((resolve, reject) => {
      this.mustBeOpen();
      if (this.#waiting.length === 0) setImmediate(() => this.#isClosed || this.end());
      this.#waiting.push({ provider, wants, decide, resolve, reject });
    });
  }

  close(): void {
    this.end();
    this.#isClosed = true;
  }

  /** Decides over what waits, without waiting for the end of the event loop's turn. */
  end(): void {
    this.mustBeOpen();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { provider, wants, decide, resolve, reject } of waiting) {
      const caller = this.#sandboxes.callerOf(provider, wants.token);
      try {
        const decision = decide(this.#factsFor(caller, wants));
        caller?.room.write(decision.writes, caller, caller.sandbox.state.faults);
        resolve(decision);
      } catch (error) {
        spendFault(caller?.sandbox ?? this.#sandboxes.get(defaultSandbox), error);
        reject(error);
      }
    }
  }

  /** @throws StoreFailure when it is closed. */
  mustBeOpen(): void {
    if (this.#isClosed) throw new StoreFailure('the store is closed', { simulated: false });
  }

  #factsFor(caller: Caller | undefined, wants: Wants): Facts {
    const realTime = this.#realTime();
    if (!caller)
      return factsOfNobody(this.#sandboxes.get(defaultSandbox)?.state ?? freshState, realTime);
    const { room, sandbox, credential } = caller;
    const { name, state } = sandbox;
    return { realTime, sandbox: name, state, credential, ...room.factsFor(wants, caller) };
  }
}

/** A fault that a request met has one request less to meet. */
function spendFault(sandbox: Sandbox | undefined, error: unknown): void {
  if (!sandbox || !(error instanceof StoreFailure && error.simulated)) return;
  sandbox.state = { ...sandbox.state, faults: afterStoreFault(sandbox.state.faults) };
}
