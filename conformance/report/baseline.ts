import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import type { BaselineResult, ClauseResult, Finding } from './report.ts';

/** A clause that is known to fail, for a while. */
export interface BaselineEntry {
  readonly clause: string;
  readonly reason: string;
  /** The last day on which it counts, as `2026-12-31`. */
  readonly expires: string;
}

export type Baseline = readonly BaselineEntry[];

/** The JSON Schema of `known-failures.yaml`: a list of entries. */
export const baselineSchema: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['clause', 'reason', 'expires'],
    additionalProperties: false,
    properties: {
      clause: { type: 'string', minLength: 1 },
      reason: { type: 'string', minLength: 1 },
      expires: { type: 'string', format: 'date' },
    },
  },
};

/**
 * Reads a baseline.
 *
 * @param known the contract's clauses: an entry for any other is a mistake.
 * @throws FileError with every problem found.
 */
export function readBaseline(file: string, known: { has(clause: string): boolean }): Baseline {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true }).compile(baselineSchema);
  const written = source.value ?? [];
  const problems = validate(written)
    ? unknownOrTwice(written as Baseline, known)
    : (validate.errors ?? []).map(({ instancePath, message = '', params }) => ({
        pointer: instancePath,
        message: params.additionalProperty ? `${message} (${params.additionalProperty})` : message,
        mend: 'Write a list of { clause, reason, expires: 2026-12-31 }.',
      }));
  if (problems.length === 0) return written as Baseline;
  throw new FileError(
    file,
    problems.map((problem) => ({ ...problem, line: source.lineOf(problem.pointer) })),
  );
}

function unknownOrTwice(entries: Baseline, known: { has(clause: string): boolean }) {
  return entries.flatMap(({ clause }, index) => {
    const pointer = `/${index}/clause`;
    if (!known.has(clause)) {
      const mend = 'doublecheck clauses <provider> lists the ids; patterns are not taken here.';
      return [{ pointer, message: `no clause is called "${clause}"`, mend }];
    }
    if (entries.findIndex((entry) => entry.clause === clause) === index) return [];
    return [{ pointer, message: `${clause} stands here twice`, mend: 'Remove one of the two.' }];
  });
}

/** Clauses and findings, as they are with the baseline. */
export interface Baselined {
  readonly clauses: readonly ClauseResult[];
  readonly findings: readonly Finding[];
  readonly baseline?: BaselineResult;
}

/**
 * Takes failures that the baseline knows for known failures. An entry counts up to the day on which it
 * expires. A finding is known when all of its clauses that failed are.
 *
 * @param today as `2026-12-31`.
 */
export function applyBaseline(
  clauses: readonly ClauseResult[],
  findings: readonly Finding[],
  baseline: Baseline,
  today: string,
): Baselined {
  const verdictOf = new Map(clauses.map(({ id, verdict }) => [id, verdict]));
  const current = new Map(
    baseline.filter(({ expires }) => expires >= today).map((entry) => [entry.clause, entry]),
  );
  const isKnown = (id: string) => verdictOf.get(id) === 'fail' && current.has(id);
  const failedOf = (finding: Finding) =>
    finding.clauses.filter((id) => verdictOf.get(id) === 'fail');

  const passingAgain = [...current.keys()].filter((id) => verdictOf.get(id) === 'pass');
  const expired = baseline.filter(({ expires }) => expires < today).map(({ clause }) => clause);
  return {
    clauses: clauses.map((clause) => {
      const entry = isKnown(clause.id) ? current.get(clause.id) : undefined;
      return entry ? { ...clause, verdict: 'known-failure', reason: reasonOf(entry) } : clause;
    }),
    findings: findings.map((finding) => {
      const failed = failedOf(finding);
      const isAllKnown =
        finding.verdict === 'fail' && failed.length > 0 && failed.every((id) => isKnown(id));
      return isAllKnown ? { ...finding, verdict: 'known-failure' } : finding;
    }),
    ...((passingAgain.length > 0 || expired.length > 0) && { baseline: { passingAgain, expired } }),
  };
}

function reasonOf({ reason, expires }: BaselineEntry): string {
  return `${reason} (in the baseline until ${expires})`;
}
