/** The command cannot do what was asked; the message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
