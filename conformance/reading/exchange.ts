import type { Draft } from '../cases/draft.ts';
import type { Answer, Message, Silence } from '../wire/message.ts';

/** One request of the suite and what came of it. */
export interface Exchange {
  readonly draft: Draft;
  readonly message: Message;
  /** Undefined where none came; `silence` says why. */
  readonly answer: Answer | undefined;
  readonly silence: Silence | undefined;
  /** It was sent to be answered as one before it was: nothing new comes of it. */
  readonly isReplay: boolean;
  /** An answer was lost and it was sent again: the server may have done it twice. */
  readonly isResent: boolean;
}

/** An exchange with an answer in the 200s. */
export interface Accepted extends Exchange {
  readonly answer: Answer;
}

export function isAccepted(exchange: Exchange): exchange is Accepted {
  const status = exchange.answer?.status ?? 0;
  return status >= 200 && status < 300;
}

/** Refused by decision: a failure inside (5xx) or silence is none. */
export function isRefused({ answer }: Exchange): boolean {
  return answer !== undefined && answer.status >= 400 && answer.status < 500;
}

/** What came, in a few words: `201`, `500 {"error":…`, `no answer: …`. */
export function told({ answer, silence }: Exchange): string {
  if (!answer) return `no answer: ${silence?.message ?? 'unknown'}`;
  const body = answer.text.length > 300 ? `${answer.text.slice(0, 300)}…` : answer.text;
  return `${answer.status} ${body}`.trim();
}
