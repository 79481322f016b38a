import type { Case, Step } from '../generate/case.ts';
import type { Courier } from '../suite/courier.ts';
import type { Delivered } from '../suite/courier-options.ts';
import { maxWait } from '../suite/pacer.ts';
import { matchesPattern } from '../target/clause-pattern.ts';
import type { Message } from '../wire/message.ts';
import { variableName, variablesOf } from '../wire/variables.ts';
import { credentialIn, messageOf, missingIn } from './fill.ts';
import { isNamed, verdictOf } from './fits.ts';
import type { CaseResult, SendVerdict, ShownStep } from './result.ts';
import { reasonOf, shownStep } from './shown-step.ts';

/** What a case is sent with. */
export interface Play {
  readonly courier: Courier;
  /** Of the variables, by name. */
  readonly values: ReadonlyMap<string, string>;
  readonly userAgent: string;
}

/** What a step came to. */
interface Ending {
  readonly verdict: SendVerdict;
  readonly status?: number | null;
  readonly reason?: string;
  readonly shown?: ShownStep;
}

/**
 * Sends the steps of a case in their order, until one is answered as it must not be.
 *
 * @throws StopRun where the run cannot or must not go on.
 */
export async function playCase(play: Play, one: Case): Promise<CaseResult> {
  const startedAt = performance.now();
  const endings: Ending[] = [];
  const obstacle = obstacleTo(play, one);
  if (obstacle !== undefined) {
    endings.push({ verdict: 'unsent', reason: obstacle });
  } else {
    for (const number of one.steps.keys()) {
      const ending = await playStep(play, one.steps, number);
      endings.push(ending);
      if (ending.verdict !== 'pass' && ending.verdict !== 'warn') break;
    }
  }
  const { id, kind, clauses, violation, varies, steps } = one;
  return {
    id,
    kind,
    clauses,
    violation,
    varies,
    steps: steps.length,
    ...worstOf(endings),
    status: endings.flatMap(({ status }) => (status === undefined ? [] : [status])),
    ms: Math.round(performance.now() - startedAt),
  };
}

/** Why a case cannot be sent to this target, or must not be. */
function obstacleTo({ courier: { target }, values }: Play, one: Case): string | undefined {
  const { steps, clauses } = one;
  const missing = steps.map(({ request }) => missingIn(request, values)).find(Boolean);
  if (missing) return `the target has no credential for ${missing}`;
  const lacked = target.lacks?.some((pattern) => matchesPattern(pattern, clauses[0] ?? ''));
  if (lacked) return `the target declares that it lacks ${clauses[0]}`;
  if (steps.some(exceedsLimit) && !target.may.exhaustRateLimit)
    return 'the target does not permit to send more than its limit allows';
  if (steps.some(usesUpQuota) && !target.may.useUpQuota)
    return 'the target does not permit to use up a quota';
  const wait = Math.max(...steps.map((step) => step.wait ?? 0));
  return wait > maxWait && !target.controls?.advance
    ? `${wait} s would have to pass, and the target has no clock that can be moved`
    : undefined;
}

/** The credentials that are there to have their quota used up. */
const smallQuotas = ['small-quota', 'small-quota-second-key'].map((role) =>
  variableName(role, 'value'),
);

function usesUpQuota({ request }: Step): boolean {
  return request.headers.some(({ value }) =>
    variablesOf(value).some((name) => smallQuotas.includes(name)),
  );
}

/** Whether a step is sent to be one too many. */
function exceedsLimit({ expected }: Step): boolean {
  return expected.some(({ status }) => status === 429);
}

/** Steps up to the last are allowed: it decides, or else the first that is otherwise than assumed. */
function worstOf(endings: readonly Ending[]): Omit<Ending, 'status'> {
  const last = endings.at(-1);
  const isDecided = last !== undefined && last.verdict !== 'pass' && last.verdict !== 'warn';
  const worst = isDecided ? last : endings.find(({ verdict }) => verdict === 'warn');
  if (!worst) return { verdict: 'pass' };
  const { status: _, ...rest } = worst;
  return rest;
}

async function playStep(play: Play, steps: Case['steps'], index: number): Promise<Ending> {
  const { courier, values, userAgent } = play;
  const step = steps[index] as Step;
  const { wait } = step;
  if (wait !== undefined && wait > 0 && !(await courier.pass(wait))) {
    const reason = `${wait} s would have to pass, and the target has no clock that can be moved`;
    return { verdict: index === 0 ? 'unsent' : 'inconclusive', reason };
  }
  const message = messageOf(step.request, values, userAgent);
  const delivered = await courier.deliver(message, {
    credential: credentialIn(courier.target, message),
    atAnyRate: exceedsLimit(step),
    isAwaited: (answer) => isNamed(step, answer),
  });
  return endingOf(play, step, index + 1, message, delivered);
}

function endingOf(
  { courier: { target } }: Play,
  step: Step,
  number: number,
  message: Message,
  delivered: Delivered,
): Ending {
  const { answer, isResent, heldUpFor } = delivered;
  const status = answer?.status ?? null;
  const judged = heldUpFor === undefined ? verdictOf(step, delivered) : 'inconclusive';
  if (judged === 'pass') return { verdict: 'pass', status };
  const shown = shownStep(target, step, number, message, delivered);
  const untold = (reason: string): Ending => ({ verdict: 'inconclusive', status, reason, shown });
  if (heldUpFor !== undefined)
    return untold('the server kept answering 429 although it was waited for');
  // What was sent twice may have been done twice: what looks wrong then says nothing of the server.
  if (isResent && answer && answer.status < 500)
    return untold('an answer was lost, and the request was sent twice');
  if (judged === 'inconclusive') return untold(delivered.silence?.message ?? '');
  return { verdict: judged, status, reason: reasonOf(target, judged, shown, delivered), shown };
}
