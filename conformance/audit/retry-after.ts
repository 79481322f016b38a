import { type Attempt, headerOf } from './attempt.ts';

/**
 * Seconds that an answer asks to wait, by its Retry-After (RFC 9110, 10.2.3); undefined without one. A time is
 * held against the server's own clock or ours, whichever asks for less: a client may go by either.
 */
export function retryAfterOf({ line, ended }: Attempt): number | undefined {
  if (line.hungUp) return undefined;
  const text = headerOf(line.answer.headers, 'retry-after')?.trim();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const time = Date.parse(text);
  if (Number.isNaN(time)) return undefined;
  const told = Date.parse(headerOf(line.answer.headers, 'date') ?? '');
  const now = Number.isNaN(told) ? ended : Math.max(told, ended);
  return Math.max(0, (time - now) / 1000);
}
