import type { OpenAPIV3_1 } from 'openapi-types';
import type { JsonSchema } from './declare.ts';

/** How sure we are of a clause: the document says it, or we chose it where the document is silent. */
export type Level = 'documented' | 'assumed' | 'observed';

/** One normative statement of the provider's document, in our own words. */
export interface Clause {
  readonly id: string;
  readonly level: Level;
  /** The heading of the document under which it stands, or which leaves it open. */
  readonly section: string;
  readonly text: string;
  /** Why this was chosen; every clause that is not documented has it. */
  readonly because?: string;
  /** Present when nobody can observe it over the wire: the reason, and where the double shows it instead. */
  readonly unobservable?: { readonly because: string; readonly shownBy?: string };
}

/** One entry of the error catalogue: a way of being refused, as it looks on the wire. */
export interface Answer {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The clause that gives the refusal this code. */
  readonly clause: string;
  /** What HTTP itself asks for with this status: `WWW-Authenticate` with a 401 (RFC 9110). */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A way to be refused: the clause that says so and every answer it allows, our double's first. */
export interface Rejection {
  readonly clause: string;
  /** The clause that says with which status, where `clause` only says that it is refused. */
  readonly status?: string;
  readonly answers: readonly [Answer, ...Answer[]];
}

/** A clause that a behaviour keeps without a setting of its own. */
export interface Statement {
  readonly clause: string;
}

/** A declared behaviour, its rejections resolved; its kind's own type is in `specs/behaviours/<kind>.ts`. */
export interface Behaviour {
  readonly kind: string;
}

/** A rule that only this provider has. Plain code decides it, marked there with `@rule <name>`. */
export interface Rule {
  readonly name: string;
  /** The kind of behaviour that keeps it after all, where no plain code is needed. */
  readonly by?: string;
  readonly clauses: readonly string[];
  readonly refused?: Rejection;
}

/** One operation of the contract, with the behaviours of the whole contract before its own. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** The path as a client sends it, the server's base path included: `/api/v1/tickets/api-create`. */
  readonly path: string;
  readonly pointer: string;
  readonly behaviours: readonly Behaviour[];
  readonly rules: ReadonlyMap<string, Rule>;
  /** The JSON Schema of the request body, without `$ref`; undefined where the operation takes none. */
  readonly bodySchema: JsonSchema | undefined;
  readonly successStatus: number;
  /** Response schemas by status (`'201'`), without `$ref`. */
  readonly responses: ReadonlyMap<string, JsonSchema>;
}

/** Where a clause is cited: a JSON Pointer into the contract. */
export type Citations = ReadonlyMap<string, readonly string[]>;

/** A provider's contract: parsed, resolved and indexed. Nothing in it changes after loading. */
export interface Contract {
  readonly provider: string;
  /** The file it came from. */
  readonly file: string;
  /** The OpenAPI document with every `$ref` resolved. */
  readonly document: OpenAPIV3_1.Document;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly citations: Citations;
  /** Every way to be refused, by name. */
  readonly catalogue: ReadonlyMap<string, Answer>;
  /** Behaviours of the whole contract. */
  readonly behaviours: readonly Behaviour[];
  readonly operations: readonly Operation[];
  /** What stands before every path of the document, from its first server: `/api/v1`, or nothing. */
  readonly basePath: string;
  /** Names of the contract's servers, without ports: a request with this `Host` is meant for this provider. */
  readonly hosts: readonly string[];
}
