import type { Plan } from '../cases/change.ts';
import { Maker } from '../cases/maker.ts';
import type { Observation } from '../reading/observation.ts';
import type { Watch } from '../reading/watch.ts';
import type { Phase, PhaseResult, RunEvent, Stopped } from '../report/report.ts';
import type { Courier } from '../suite/courier.ts';
import type { KeywordCounts } from '../suite/keyword-counts.ts';
import { Session } from '../suite/session.ts';
import { crashed, StopRun } from '../suite/stop-run.ts';
import { Throttled } from '../suite/throttled.ts';
import type { Check } from '../suite/verification.ts';
import { TargetError } from '../target/target-error.ts';
import type { Tally } from './tally.ts';

export interface RunnerOptions {
  readonly courier: Courier;
  readonly tally: Tally;
  readonly coverage: KeywordCounts;
  readonly seed: number;
  readonly marker: string;
  readonly tell: (event: RunEvent) => void;
}

/** Runs checks one after the other, and keeps the account of each phase. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #phases: PhaseResult[] = [];
  readonly #crashes: string[] = [];

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
    clauses: readonly string[] = [],
  ): Promise<T> {
    const { courier, tally, coverage, seed, marker, tell } = this.#options;
    const check = `${plan.operation.id}/${name}`;
    const origin = { check, phase };
    const session = new Session(plan, new Maker(seed, marker, check), {
      courier,
      coverage,
      watches,
      clauses,
      note(observation) {
        for (const one of fairly(observation)) {
          const finding = tally.add(one, origin);
          if (finding) tell({ type: 'finding', finding });
        }
      },
    });
    try {
      return await body(session);
    } catch (error) {
      if (!(error instanceof StopRun) || !error.last) throw error;
      const last = tally.show({ ...error.last, answer: undefined });
      throw new StopRun({ ...error.stopped, last });
    } finally {
      tell({ type: 'check', check, requests: courier.requests });
    }
  }

  async runCheck(plan: Plan, watches: readonly Watch[], check: Check): Promise<void> {
    const { phase, id, clauses } = check;
    const body = async (session: Session) => {
      try {
        await check.run(session);
      } catch (error) {
        if (error instanceof StopRun || this.#options.courier.isAborted) throw error;
        if (error instanceof TargetError) throw unusable(error);
        if (error instanceof Throttled) {
          if (error.isOverdue) session.overdue(error.exchange);
          return session.unseen(error.message, ...clauses);
        }
        // An answer that a check cannot cope with must not take the others down with it.
        this.#crashes.push(`${plan.operation.id}/${id}: ${error}`);
        session.unseen(`the check ${id} itself failed: ${error}`, ...clauses);
      }
    };
    await this.run(plan, watches, phase, id, body, clauses);
  }

  /** Keeps the account of a phase while it is worked on. */
  async during(phase: Phase, checks: number, work: () => Promise<void>): Promise<void> {
    const { courier } = this.#options;
    const before = courier.requests;
    const start = performance.now();
    try {
      await work();
    } finally {
      const requests = courier.requests - before;
      this.#phases.push({ phase, checks, requests, seconds: (performance.now() - start) / 1000 });
    }
  }

  /** Why the run is not whole although it came to its end: checks that failed themselves. */
  get crashed(): Stopped | undefined {
    const [first, ...others] = this.#crashes;
    if (first === undefined) return undefined;
    const more = others.length > 0 ? `, and ${others.length} more` : '';
    return crashed(`A check of the suite itself failed: ${first}${more}.`);
  }

  get phases(): readonly PhaseResult[] {
    return this.#phases;
  }
}

/**
 * What was sent twice because an answer was lost may have been done twice: a success that looks wrong then
 * says nothing of the server.
 */
function fairly(observation: Observation): Observation[] {
  if (observation.saw !== 'broken') return [observation];
  const isUnclear = observation.exchanges.some(
    ({ isResent, answer }) => isResent && answer !== undefined && answer.status < 500,
  );
  if (!isUnclear) return [observation];
  const reason = 'an answer was lost, and the request was sent twice';
  const clauses = [observation.clause, ...observation.also];
  return clauses.map((clause) => ({ saw: 'unseen', clause, reason }));
}

function unusable(error: TargetError): StopRun {
  const [message = '', mend = ''] = error.message.split('\n    ');
  return new StopRun({ by: 'unusable', message, mend });
}
