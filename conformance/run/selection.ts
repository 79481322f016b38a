import type { Contract } from '../../specs/contract/types.ts';
import type { Watch } from '../reading/watch.ts';
import type { Phase, Selection } from '../report/report.ts';
import type { RunOptions } from '../run-options.ts';
import type { Check } from '../suite/verification.ts';
import { matchesPattern } from '../target/clause-pattern.ts';
import type { Program } from './program.ts';

/** Tells which clauses were chosen. */
export function chosenClauses(contract: Contract, { clauses, level }: Selection) {
  const isNamed = (id: string) =>
    clauses.length === 0 || clauses.some((pattern) => matchesPattern(pattern, id));
  return (id: string): boolean =>
    isNamed(id) && (level === undefined || contract.clauses.get(id)?.level === level);
}

/**
 * The checks that can show a chosen clause. What every answer shows by the way is shown by checks of any
 * kind: all that are meant to be accepted or refused, as the watch looks at.
 */
function selectChecks(
  checks: readonly Check[],
  watches: readonly Watch[],
  selection: Selection,
  isChosen: (clause: string) => boolean,
): Check[] {
  const inPhase = checks.filter(({ phase }) => isIn(selection.phases, phase));
  if (selection.clauses.length === 0 && selection.level === undefined) return inPhase;
  const looking = watches.filter(({ clauses }) => clauses.some(isChosen));
  const atAccepted = looking.some(({ accepted }) => accepted);
  const atRefused = looking.some(({ refused }) => refused);
  const refusals = new Set<string>();
  return inPhase.filter((check) => {
    if (check.clauses.some(isChosen)) return true;
    if (check.shows === 'accepted') return atAccepted;
    if (check.shows !== 'refused' || !atRefused) return false;
    const kind = check.clauses.join();
    return !refusals.has(kind) && refusals.add(kind).has(kind);
  });
}

function isIn(phases: readonly Phase[], phase: Phase): boolean {
  return phases.length === 0 || phases.includes(phase);
}

/** Every m-th check from the n-th on, of `n/m`. */
function shardOf<T>(checks: readonly T[], shard: string | undefined): T[] {
  if (shard === undefined) return [...checks];
  const [n = 1, m = 1] = shard.split('/').map(Number);
  return checks.filter((_, i) => i % m === n - 1);
}

/** The selection that options ask for. */
export function selectionOf({
  clauses = [],
  level,
  phases: named = [],
  shard,
  strict = false,
}: RunOptions): Selection {
  return {
    clauses,
    ...(level !== undefined && { level }),
    phases: named,
    ...(shard !== undefined && { shard }),
    strict,
  };
}

/** The checks of a program that options ask for: one that is replayed, or a shard of those that show a chosen clause. */
export function chosenChecks(
  contract: Contract,
  { plan, checks, watches }: Program,
  options: RunOptions,
): Check[] {
  const { replay, shard } = options;
  const selection = selectionOf(options);
  if (replay !== undefined)
    return checks.filter(({ id }) => `${plan.operation.id}/${id}` === replay);
  const isChosen = chosenClauses(contract, selection);
  return shardOf(selectChecks(checks, watches, selection, isChosen), shard);
}
