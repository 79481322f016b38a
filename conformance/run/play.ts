import { preflight } from '../phases/preflight.ts';
import { type Phase, phases, type RunEvent } from '../report/report.ts';
import type { Pacer } from '../suite/pacer.ts';
import type { Session } from '../suite/session.ts';
import { StopRun } from '../suite/stop-run.ts';
import { Throttled } from '../suite/throttled.ts';
import type { Check } from '../suite/verification.ts';
import type { Target } from '../target/target.ts';
import { estimateOf } from './estimate.ts';
import type { Program } from './program.ts';
import type { Runner } from './runner.ts';

/** What is played, and with what. */
export interface Play {
  readonly target: Target;
  readonly runner: Runner;
  readonly pacer: Pacer;
  readonly programs: readonly Program[];
  readonly signal: AbortSignal | undefined;
  readonly tell: (event: RunEvent) => void;
  /** The same operation again, with what preflight found out about the target. */
  again(plan: Program['plan']): Program;
  choose(program: Program): readonly Check[];
}

/**
 * Plays the whole suite, phase by phase.
 *
 * @throws StopRun where the run cannot or must not go on.
 */
export async function play(whole: Play): Promise<void> {
  const { target, runner, pacer, tell } = whole;
  await reset(target, whole.signal);
  const usable: Program[] = [];
  await runner.during('preflight', whole.programs.length, async () => {
    for (const program of whole.programs) usable.push(...(await flyAhead(whole, program)));
  });
  const chosen = usable.map((program) => ({ ...program, checks: whole.choose(program) }));
  const checks = chosen.reduce((sum, program) => sum + program.checks.length, 0);
  tell({ type: 'started', checks, estimate: estimateOf(checks, pacer, target) });
  for (const phase of phases) await playPhase(whole, chosen, phase);
}

/** The program as this target can be asked it; none where the target lacks the operation and may. */
async function flyAhead({ runner, again }: Play, program: Program): Promise<Program[]> {
  const { plan, watches, checks } = program;
  const { method, path } = plan.operation;
  const look = async (session: Session) => {
    const found = await preflight(session).catch((error) => {
      throw error instanceof Throttled ? limited(error) : error;
    });
    const clauses = checks.flatMap((check) => check.clauses);
    if (!found) session.unseen(`the target does not have ${method} ${path}`, ...clauses);
    return found;
  };
  const usable = await runner.run(plan, watches, 'preflight', 'preflight', look);
  if (!usable) return [];
  const isAsPlanned = usable.forms.every((form, i) => form === plan.forms[i]);
  const isWhole = usable.forms.length === plan.forms.length && isAsPlanned;
  return [isWhole ? program : again(usable)];
}

async function playPhase(
  { runner, target, tell }: Play,
  programs: readonly Program[],
  phase: Phase,
): Promise<void> {
  const jobs = programs.flatMap(({ plan, watches, checks }) =>
    checks.filter((check) => check.phase === phase).map((check) => ({ plan, watches, check })),
  );
  if (jobs.length === 0) return;
  tell({ type: 'phase', phase, checks: jobs.length });
  const waiting = jobs.values();
  const lane = async (): Promise<void> => {
    for (const { plan, watches, check } of waiting) {
      await runner.runCheck(plan, watches, check).catch((error) => {
        // What stops one lane stops all.
        jobs.length = 0;
        throw error;
      });
    }
  };
  // Only there does nothing depend on what came before.
  const width = phase === 'coverage' ? lanesFor(target) : 1;
  await runner.during(phase, jobs.length, async () => {
    const ends = await Promise.allSettled(Array.from({ length: width }, lane));
    const stopped = ends.find((end) => end.status === 'rejected');
    if (stopped) throw stopped.reason;
  });
}

/** How many requests may be under way at once: a double of ours takes several, who knows of another server. */
function lanesFor({ controls, pacing }: Target): number {
  return pacing?.concurrency ?? (controls?.advance ? 4 : 1);
}

/** Puts the target back to what it is described as, where it can be. */
async function reset({ controls }: Target, signal: AbortSignal | undefined): Promise<void> {
  await controls?.reset?.(signal).catch((error: Error) => {
    throw new StopRun({
      by: 'unusable',
      message: `The target could not be reset: ${error.message}`,
      mend: 'See that the reset hook of the target file works, or leave it out.',
    });
  });
}

function limited({ message }: Throttled): StopRun {
  return new StopRun({
    by: 'unusable',
    message: `No request got past the limit: ${message}.`,
    mend: 'Give the target file the limits that it has, or a pace, and run it again when the limit is free.',
  });
}
