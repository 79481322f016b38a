/** What shells give a command that Ctrl-C ended; work that was cut short is no success. */
export const interrupted = 130;

/** Aborts at the first Ctrl-C, or when the terminal is closed, so that what was seen can still be reported; the second ends the process. */
export function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(interrupted);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  return controller.signal;
}
