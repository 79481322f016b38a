/** A request as it goes over the wire. */
export interface Message {
  readonly method: string;
  /** Below the target's base URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** What the text parses to; undefined where it is no JSON. */
  readonly json: unknown;
}

/** Why no answer came. */
export interface Silence {
  /**
   * `refused`: nobody listens; `timeout`; `broken`: the connection ended or what came was no HTTP; `cut`:
   * the connection ended while a long body was still on its way. A server may do that after its answer
   * (RFC 9110, 15.5.14), which is then lost.
   */
  readonly kind: 'refused' | 'timeout' | 'broken' | 'cut';
  readonly message: string;
}

export type Reply =
  | { readonly answer: Answer; readonly silence?: undefined }
  | { readonly answer?: undefined; readonly silence: Silence };
