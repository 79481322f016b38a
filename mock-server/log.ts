/** The part of a pino logger that the double uses. */
export interface Log {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Says nothing: the default inside tests. */
export const silentLog: Log = { info() {}, error() {} };
