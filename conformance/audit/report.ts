/** What an audit says of a rule; a rule that never had an occasion is no pass. */
export const auditVerdicts = ['pass', 'fail', 'warn', 'inconclusive', 'not-applicable'] as const;

export type AuditVerdict = (typeof auditVerdicts)[number];

/** The verdicts that an audit does not succeed with. */
export function badVerdicts({ strict }: Pick<AuditReport, 'strict'>): readonly AuditVerdict[] {
  return strict ? ['fail', 'warn', 'inconclusive'] : ['fail'];
}

/** What an audit of a client came to, as data: everything that a reporter prints is in here, and no secret is. */
export interface AuditReport {
  /** Of this shape; a change that breaks readers counts it up. */
  readonly format: 1;
  readonly doublecheck: string;
  readonly provider: string;
  readonly title: string;
  /** Where the journal came from. */
  readonly source: string;
  /** Requests in the journal. */
  readonly requests: number;
  /** Things that the client wanted done, and what became of them. */
  readonly intents: { readonly all: number; readonly done: number; readonly retried: number };
  /** Of the journal, in seconds. */
  readonly seconds: number;
  /** Whether warnings fail it too, and rules that had no occasion. */
  readonly strict: boolean;
  readonly exitCode: 0 | 1 | 3;
  readonly rules: readonly RuleResult[];
  readonly findings: readonly AuditFinding[];
}

export interface RuleResult {
  readonly id: string;
  readonly section: string;
  readonly text: string;
  readonly verdict: AuditVerdict;
  /** Why it is inconclusive or not applicable. */
  readonly reason?: string;
  /** How often it was seen to be kept, and how often to be broken. */
  readonly held: number;
  readonly broken: number;
}

/** One way in which the client breaks a rule. */
export interface AuditFinding {
  readonly rule: string;
  readonly verdict: 'fail' | 'warn';
  /** What the client does. */
  readonly text: string;
  /** What it did, the first time. */
  readonly actual: string;
  readonly advice: string;
  /** Clauses of the document that are concerned. */
  readonly clauses: readonly string[];
  /** The requests that show it. */
  readonly evidence: readonly Evidence[];
  /** How often it was seen. */
  readonly occurrences: number;
}

/** An entry of the journal, in short. */
export interface Evidence {
  /** Its place in the journal, from 1. */
  readonly entry: number;
  /** Seconds since the first request of the journal. */
  readonly at: number;
  readonly seconds: number;
  /** `POST /api/create_ticket`. */
  readonly request: string;
  readonly key?: string;
  readonly body: string;
  /** Null where no answer arrived. */
  readonly status: number | null;
  readonly answer: string;
  /** The trouble that was injected. */
  readonly troubles?: readonly string[];
}
