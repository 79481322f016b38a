import type { Plan } from '../cases/change.ts';
import { Maker } from '../cases/maker.ts';
import type { Phase, PhaseResult, RunEvent } from '../report/report.ts';
import type { Courier } from './courier.ts';
import type { Coverage } from './coverage.ts';
import { Session } from './session.ts';
import type { Tally } from './tally.ts';
import type { Check } from './verification.ts';
import type { Watch } from './watch.ts';

export interface RunnerOptions {
  readonly courier: Courier;
  readonly tally: Tally;
  readonly coverage: Coverage;
  readonly seed: number;
  readonly marker: string;
  readonly tell: (event: RunEvent) => void;
}

/** Runs checks one after the other, and keeps the account of each phase. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #phases = new Map<Phase, { checks: number; requests: number; seconds: number }>();

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /** Runs one piece of the suite under a name of its own; what it sees goes to the tally. */
  async run<T>(
    plan: Plan,
    watches: readonly Watch[],
    phase: Phase,
    name: string,
    body: (session: Session) => Promise<T>,
  ): Promise<T> {
    const { courier, tally, coverage, seed, marker, tell } = this.#options;
    const check = `${plan.operation.id}/${name}`;
    const origin = { check, phase };
    const session = new Session(plan, new Maker(seed, marker, check), {
      courier,
      coverage,
      watches,
      note(observation) {
        const finding = tally.add(observation, origin);
        if (finding) tell({ type: 'finding', finding });
      },
    });
    const before = courier.requests;
    const start = performance.now();
    try {
      return await body(session);
    } finally {
      this.#account(phase, courier.requests - before, (performance.now() - start) / 1000);
      tell({ type: 'check', check, requests: courier.requests });
    }
  }

  async runCheck(plan: Plan, watches: readonly Watch[], check: Check): Promise<void> {
    await this.run(plan, watches, check.phase, check.id, (session) => check.run(session));
  }

  get phases(): PhaseResult[] {
    return [...this.#phases].map(([phase, counts]) => ({ phase, ...counts }));
  }

  #account(phase: Phase, requests: number, seconds: number): void {
    const sum = this.#phases.get(phase) ?? { checks: 0, requests: 0, seconds: 0 };
    this.#phases.set(phase, {
      checks: sum.checks + 1,
      requests: sum.requests + requests,
      seconds: sum.seconds + seconds,
    });
  }
}
