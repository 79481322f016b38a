import type { Step } from '../generate/case.ts';
import { codesIn } from '../reading/code.ts';
import type { ShownExchange } from '../report/report.ts';
import type { Target } from '../target/target.ts';
import { curlOf } from '../wire/curl.ts';
import type { Answer, Message, Reply } from '../wire/message.ts';
import { redacted } from '../wire/redact.ts';
import { outcomeText } from './fits.ts';
import type { ShownStep } from './result.ts';

/** More of an answer nobody reads. */
const shownOfAnswer = 300;

/** What is longer is no code. */
const longestCode = 100;

/** An exchange as a person reads it, without secrets. */
export function shownExchange(target: Target, message: Message, reply: Reply): ShownExchange {
  const { answer, silence } = reply;
  // Before it is cut: half a secret would not be known for one.
  const text = redacted(target, answer ? answer.text : silence.message);
  return {
    curl: redacted(target, curlOf(target, message)),
    status: answer?.status ?? null,
    answer: text.length > shownOfAnswer ? `${text.slice(0, shownOfAnswer)}…` : text,
  };
}

export function shownStep(
  target: Target,
  { title, allowed, expected }: Step,
  number: number,
  message: Message,
  reply: Reply,
): ShownStep {
  return {
    number,
    ...(title !== undefined && { title: redacted(target, title) }),
    allowed: [...new Set(allowed.map(outcomeText))],
    expected: [...new Set(expected.map(outcomeText))],
    ...shownExchange(target, message, reply),
  };
}

/** In a line, what came in place of what. */
export function reasonOf(
  target: Target,
  verdict: 'warn' | 'fail',
  { allowed, expected }: ShownStep,
  { answer, silence }: Reply,
): string {
  const came = answer ? answerText(answer) : `no answer: ${silence.message}`;
  return redacted(target, `${came}${verdict === 'warn' ? warned(expected) : failed(allowed)}`);
}

function warned(expected: readonly string[]): string {
  return `, which is allowed; assumed was ${expected.join(' or ')}`;
}

function failed(allowed: readonly string[]): string {
  return `; allowed is ${allowed.join(' or ')}`;
}

/** Its status, and its code where it has one. */
function answerText(answer: Answer): string {
  const [code] = answer.status < 400 ? [] : codesIn(answer);
  return [answer.status, code?.slice(0, longestCode)].filter(Boolean).join(' ');
}
