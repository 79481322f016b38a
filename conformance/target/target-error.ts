/**
 * The target cannot be judged at all; the message says what was found and what to do. `exitCode` is what
 * a command ends with: 2 where the caller asked for something that it may not, 3 where the target is at fault.
 */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  readonly exitCode: 2 | 3;

  constructor(exitCode: 2 | 3, message: string, mend: string, options?: ErrorOptions) {
    super(`${message}\n    ${mend}`, options);
    this.exitCode = exitCode;
  }
}
