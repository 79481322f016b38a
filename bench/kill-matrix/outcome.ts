import type { Verdict } from '../../conformance/report/report.ts';
import { isAssumption } from '../../mock-server/defects/defect.ts';
import { defectsOf } from '../../mock-server/defects/index.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import type { Contract } from '../../specs/contract/types.ts';

/** A double to be judged with one defect, or clean. */
export interface Job {
  readonly provider: Provider;
  readonly defect?: string;
  /** End the run at the first finding that names the defect's clause. */
  readonly first: boolean;
}

/** What the suite made of it. */
export interface Outcome {
  readonly provider: Provider;
  readonly defect?: string;
  readonly fate: Fate;
  /** The verdict over the defect's own clause. */
  readonly verdict?: Verdict;
  /** Requests that had been sent when the check that found it was done. */
  readonly detectedAfter?: number;
  readonly requests: number;
  readonly seconds: number;
  /** Other clauses that do not pass as they would without the defect, the first few. */
  readonly elsewhere: readonly string[];
  /** Why the run ended before its end, or crashed. */
  readonly stopped?: string;
}

/** What became of a defect, the worst for it first. Only the first is a kill. */
export const fates = {
  killed:
    'its clause fails (or warns, where it is assumed or rests on an assumption), and a finding names it',
  unnamed: 'its clause fails, but no finding names it',
  warned: 'its clause is documented and only warns',
  stopped: 'the run ended early, before its clause was judged',
  elsewhere: 'other clauses fail or warn, its own does not',
  missed: 'nothing fails or warns',
  crashed: 'the suite or the double crashed',
} as const;

export type Fate = keyof typeof fates;

/** The verdicts that the clause of a defect must get. */
export function rightVerdicts(contract: Contract, defect: string): readonly string[] {
  const known = defectsOf(contract).get(defect);
  return known && isAssumption(contract, known) ? ['fail', 'warn'] : ['fail'];
}

/** The clause that a defect breaks. */
export function clauseOf(defect: string): string {
  return defect.slice(0, defect.indexOf('~'));
}

/** What it does to the clause. */
export function effectOf(defect: string): string {
  return defect.slice(defect.indexOf('~') + 1);
}
