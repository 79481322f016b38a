import type { Change } from '../generate/case.ts';
import { visible } from '../report/visible.ts';
import type { CaseResult, Entry, SendStopped, SendSummary, SendVerdict } from './result.ts';

/** A sign for each verdict, so that it never shows by colour alone. */
export const sendMarks: Readonly<Record<SendVerdict, string>> = {
  fail: '✗',
  warn: '!',
  inconclusive: '?',
  unsent: '–',
  pass: '✓',
};

/** What the counts say, in their order in the last line. */
const words: Readonly<Record<SendVerdict, string>> = {
  pass: 'allowed',
  warn: 'otherwise than assumed',
  fail: 'not allowed',
  inconclusive: 'inconclusive',
  unsent: 'not sent',
};

/** A result that is not a pass, without its first line: what was sent, what is allowed, what came. */
export function detailsOf(result: CaseResult | Entry): string[] {
  if (!('steps' in result)) return result.reason === undefined ? [] : [result.reason];
  const { violation, varies, shown, reason, verdict, steps } = result;
  const about = [
    ...(violation ? [`violation ${changeText(violation)}`] : []),
    ...(varies ? [`varies    ${changeText(varies)}`] : []),
  ];
  if (!shown) return [...about, `${words[verdict]}: ${reason}`];
  const { number, title, allowed, expected, curl, status, answer } = shown;
  return [
    ...about,
    ...(steps > 1 ? [`step      ${number} of ${steps}${title ? `: ${title}` : ''}`] : []),
    ...(verdict === 'warn' ? listed('assumed', expected) : listed('allowed', allowed)),
    `came      ${cameText(status, answer)}`,
    ...(verdict === 'inconclusive' ? [`so        ${reason}`] : []),
    ...curl.split('\n'),
  ].map(visible);
}

/** The first line of a result. */
export function titleOf({ id, verdict }: Entry): string {
  return visible(`${sendMarks[verdict]} ${id}`);
}

/** Why a run ended before its end; its last request as well, where nothing came any more. */
export function stoppedLines({ message, mend, last }: SendStopped): string[] {
  return [
    `Stopped: ${message}`,
    ...mend.split('\n').map((line) => `    ${line}`),
    ...(last
      ? [
          'The last request was:',
          ...last.curl.split('\n').map((line) => `   ${line}`),
          `   => ${cameText(last.status, last.answer)}`,
        ]
      : []),
  ].map(visible);
}

/** The counts, and what they took. */
export function summaryLine({ cases, counts, before, requests, seconds, stopped }: SendSummary) {
  const told = (Object.keys(words) as SendVerdict[])
    .filter((verdict) => verdict === 'pass' || counts[verdict] > 0)
    .map((verdict) => `${counts[verdict].toLocaleString('en-US')} ${words[verdict]}`);
  const earlier = before > 0 ? `, ${before.toLocaleString('en-US')} of them sent before` : '';
  const end = stopped ? ` · stopped: ${visible(stopped.message)}` : '';
  const took = `${counted(requests, 'request')} in ${seconds.toFixed(1)} s`;
  return `${counted(cases, 'case')}${earlier}: ${told.join(', ')} · ${took}${end}`;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en-US')} ${what}${count === 1 ? '' : 's'}`;
}

function changeText({ pointer, keyword, operator }: Change): string {
  return `${pointer || 'the request'}: ${keyword}, ${operator}`;
}

function cameText(status: number | null, answer: string): string {
  return `${status ?? 'no answer:'} ${answer.replace(/\s+/g, ' ')}`.trim();
}

/** Outcomes one a line, with what they are before the first. */
function listed(what: string, outcomes: readonly string[]): string[] {
  return outcomes.map((outcome, index) => `${(index === 0 ? what : '   or').padEnd(9)} ${outcome}`);
}
