import type { SendSummary, SendVerdict } from './result.ts';

/** The verdicts that a run does not succeed with. */
export function badSendVerdicts(strict: boolean): readonly SendVerdict[] {
  return strict ? ['fail', 'warn', 'inconclusive', 'unsent'] : ['fail'];
}

/**
 * What a run ends with: 2 when a line turns out to be no case, 3 when the target cannot be used or is gone,
 * 1 when an answer is not allowed or, where it is strict, otherwise than assumed or not there; 3 when nothing
 * was sent that told anything; else 0.
 */
export function sendExitCode({ counts, stopped }: SendSummary, strict: boolean): 0 | 1 | 2 | 3 {
  if (stopped?.by === 'input') return 2;
  if (stopped?.by === 'unusable' || stopped?.by === 'gone') return 3;
  if (badSendVerdicts(strict).some((verdict) => counts[verdict] > 0)) return 1;
  return counts.pass + counts.warn + counts.fail === 0 ? 3 : 0;
}
