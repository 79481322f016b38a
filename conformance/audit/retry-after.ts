import { type Attempt, headerOf } from './attempt.ts';

/** Seconds that an answer asks to wait, by its Retry-After (RFC 9110, 10.2.3); undefined without one. */
export function retryAfterOf({ line, ended }: Attempt): number | undefined {
  const text = line.hungUp ? undefined : headerOf(line.answer.headers, 'retry-after');
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, (time - ended) / 1000);
}
