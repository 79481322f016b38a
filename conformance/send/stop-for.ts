import { FileError } from '../../specs/contract/problem.ts';
import { StopRun } from '../suite/stop-run.ts';
import type { Target } from '../target/target.ts';
import { TargetError } from '../target/target-error.ts';
import type { Reply } from '../wire/message.ts';
import { redacted } from '../wire/redact.ts';
import type { SendStopped } from './result.ts';
import { shownExchange } from './shown-step.ts';

export interface Stop {
  readonly stopped: SendStopped;
  /** Milliseconds that requests which are under way still have; without it their own timeout. */
  readonly grace?: number;
}

const goOn = '--results <file> --resume goes on where it ended.';

/** What ends a run because of an error; undefined for one that is no part of sending. */
export function stopFor(error: unknown, target: Target, isUsedUp: boolean): Stop | undefined {
  if (error instanceof FileError) return { stopped: inTwo('input', error.message) };
  if (error instanceof TargetError)
    return { stopped: inTwo('unusable', redacted(target, error.message)), grace: 0 };
  if (!(error instanceof StopRun)) return undefined;
  const { by, message, mend } = error.stopped;
  const stopped = { by, message: redacted(target, message), mend: mendFor(by, isUsedUp) ?? mend };
  if (by !== 'gone') return { stopped };
  const { last } = error;
  const shown = last && shownExchange(target, last.message, { silence: last.silence } as Reply);
  return { stopped: { ...stopped, ...(shown && { last: shown }) }, grace: 0 };
}

/** The courier speaks to who runs the suite. */
function mendFor(by: SendStopped['by'], isUsedUp: boolean): string | undefined {
  if (by === 'max-tickets') return `Raise createTickets in the target file. ${goOn}`;
  if (by !== 'max-requests') return undefined;
  return isUsedUp
    ? `Raise --max-requests. ${goOn}`
    : `Send the rest later, or give the target file a clock hook. ${goOn}`;
}

/** The first line of a message says what is wrong; what follows, what to do. */
function inTwo(by: SendStopped['by'], text: string): SendStopped {
  const [message = '', ...rest] = text.split('\n');
  return { by, message, mend: rest.map((line) => line.trim()).join('\n') };
}
