/**
 * What a case is for: `valid` requests (the smallest, the largest, pairs of fields, random ones); `boundary`
 * ones just inside and just outside a limit; `invalid` ones with one named fault; `hostile` ones, such as
 * careless servers fall over; and `sequence`s of requests.
 */
export const kinds = ['valid', 'boundary', 'invalid', 'hostile', 'sequence'] as const;

export type Kind = (typeof kinds)[number];

/** One labelled request, or a few in a row, with the outcomes that the contract allows. A line of JSONL. */
export interface Case {
  /** The same for the same contract, target and seed: `mava/createTicket/coverage/tags/maxItems/one-too-many/small`. */
  readonly id: string;
  readonly provider: string;
  readonly kind: Kind;
  /** The clauses that its outcome, or its answer, tells something of. */
  readonly clauses: readonly string[];
  /** The one thing that is wrong with it; null where nothing is. */
  readonly violation: Change | null;
  /** The one thing that is special about a case in which nothing is wrong; null where it is a plain request. */
  readonly varies: Change | null;
  readonly steps: readonly [Step, ...Step[]];
}

/** One place of a request, the keyword of the contract that speaks of it, and what was done there. */
export interface Change {
  /** A JSON Pointer into the body, with `*` for the items of a list; empty for the request as a whole. */
  readonly pointer: string;
  readonly keyword: string;
  readonly operator: string;
}

/** One request of a case. */
export interface Step {
  /** What it is for, in a sequence: `the same request again`. */
  readonly title?: string;
  /** Seconds that have to pass on the server's clock before it is sent. */
  readonly wait?: number;
  readonly request: CaseRequest;
  /** What the document lets a server answer. Anything else is a failure. */
  readonly allowed: readonly Outcome[];
  /** What the contract, with its assumptions, has a server answer: some of what is allowed. */
  readonly expected: readonly Outcome[];
}

/** An answer: a status, or any of a class, and, where it is said, the error code that the body carries. */
export interface Outcome {
  readonly status: number | '2xx' | '4xx';
  readonly code?: string;
}

/**
 * A request in which secrets are variables: `${DOUBLECHECK_PRIMARY}` in path and headers stands for the whole
 * value of that role's credential, and `$${` for the text `${`. `wire/variables.ts` reads and fills them.
 */
export interface CaseRequest {
  readonly method: string;
  /** Below the base URL, with the query. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body?: CaseBody;
}

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** The bytes of a body: a text in UTF-8; bytes that are no text; or a long text as repeated parts. */
export type CaseBody =
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly parts: readonly Part[] };

/** `text`, so many times over. */
export interface Part {
  readonly text: string;
  readonly times: number;
}
