/** Aborts after so many milliseconds, or as soon as another signal does. */
export function within(patience: number, signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(patience);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}
