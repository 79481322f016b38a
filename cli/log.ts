import type { Log } from '../mock-server/log.ts';

/**
 * One line a request on standard error: readable on a terminal, JSON otherwise. Loaded only when it is
 * wanted, since it is not needed to answer.
 */
export async function createLog(isQuiet: boolean): Promise<Log> {
  const { pino } = await import('pino');
  const level = isQuiet ? 'error' : 'info';
  if (!process.stderr.isTTY)
    return asLog(pino({ level }, pino.destination({ dest: 2, sync: true })));
  const { default: pretty } = await import('pino-pretty');
  const stream = pretty({
    destination: 2,
    sync: true,
    ignore: 'pid,hostname,provider,method,path,status',
    hideObject: false,
    singleLine: true,
  });
  return asLog(pino({ level }, stream));
}

/** A logger's own type has so many sides that an async function cannot return it. */
function asLog(log: Log): Log {
  return log;
}
