/** The admin API cannot do what was asked: what is wrong, and what to do. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
  readonly status: number;
  readonly mend: string;

  constructor(status: number, message: string, mend: string) {
    super(message);
    this.status = status;
    this.mend = mend;
  }
}
