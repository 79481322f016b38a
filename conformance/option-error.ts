/** An option that makes no sense, found before anything is sent: what is wrong, and what to give instead. */
export class OptionError extends Error {
  override readonly name = 'OptionError';

  constructor(message: string, mend: string) {
    super(`${message}\n    ${mend}`);
  }
}
