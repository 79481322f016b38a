import type { AuditReport } from '../conformance/audit/report.ts';
import type { Ended } from './run-command.ts';
import type { Trial } from './trials.ts';

/** What became of the client in one trial. */
export interface TrialResult {
  readonly trial: Trial;
  readonly ended: Ended;
  readonly report: AuditReport;
  /** Requests that came with a credential that the client was not given, or with none: they are not judged. */
  readonly strangers: number;
}
