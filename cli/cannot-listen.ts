import { UsageError } from './usage-error.ts';

/** What to say of an error that kept a command from serving on a port. */
export function cannotListen(
  { code, message }: NodeJS.ErrnoException,
  { port, host }: { readonly port: number; readonly host: string },
): UsageError {
  const isTaken = code === 'EADDRINUSE';
  return new UsageError(
    isTaken
      ? `Port ${port} of ${host} is taken. Choose another with --port, or --port 0 for any.`
      : `Cannot serve on ${host}:${port}: ${message}`,
  );
}
