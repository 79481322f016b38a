import { declareKind, pointer, rejection, statement } from '../contract/declare.ts';
import type { Rejection, Statement } from '../contract/types.ts';

/** A key that makes a repeated request harmless. */
export interface Idempotency {
  readonly kind: 'idempotency';
  readonly key:
    | { readonly in: 'header'; readonly name: string; readonly format?: 'uuid' }
    | { readonly in: 'body'; readonly at: string };
  /** No key where one is required; without this, a request without a key is an ordinary one. */
  readonly missing?: Rejection;
  /** A key that is not of the declared format. */
  readonly malformed?: Rejection;
  /** Whose keys share one name space; `apart` where another clause says that other tenants' do not. */
  readonly scope: {
    readonly of: 'tenant' | 'credential';
    readonly clause: string;
    readonly apart?: Statement;
  };
  /** The first answer again; `changes` are the fields (by pointer) in which a replay differs from it. */
  readonly replay: {
    readonly clause: string;
    readonly changes?: Readonly<Record<string, unknown>>;
  };
  /** The same key with another payload: refused, or (a statement only) answered like any replay. */
  readonly conflict: Rejection | Statement;
  /** What makes two payloads the same. */
  readonly fingerprint: Statement;
  /** Which keys are the same key: what letter case, white space and Unicode form count for. */
  readonly comparison: Statement;
  /** Keys that differ in more than how they are written are different keys; `comparison` without this. */
  readonly distinct?: Statement;
  /** A request that was refused leaves the key free. */
  readonly refused: Statement;
  /** Of several first uses at once, one creates. */
  readonly concurrent: Statement;
  /** Seconds after which a key may be used anew; without `after`, never. */
  readonly expiry: { readonly clause: string; readonly after?: number };
}

export const declared = declareKind(
  'idempotency',
  {
    key: {
      oneOf: [
        {
          type: 'object',
          required: ['in', 'name'],
          additionalProperties: false,
          properties: {
            in: { const: 'header' },
            name: { type: 'string' },
            format: { const: 'uuid' },
          },
        },
        {
          type: 'object',
          required: ['in', 'at'],
          additionalProperties: false,
          properties: { in: { const: 'body' }, at: pointer },
        },
      ],
    },
    missing: rejection,
    malformed: rejection,
    scope: {
      type: 'object',
      required: ['of', 'clause'],
      additionalProperties: false,
      properties: {
        of: { enum: ['tenant', 'credential'] },
        clause: { type: 'string' },
        apart: statement,
      },
    },
    replay: {
      type: 'object',
      required: ['clause'],
      additionalProperties: false,
      properties: {
        clause: { type: 'string' },
        changes: { type: 'object', propertyNames: pointer },
      },
    },
    conflict: { oneOf: [rejection, statement] },
    fingerprint: statement,
    comparison: statement,
    distinct: statement,
    refused: statement,
    concurrent: statement,
    expiry: {
      type: 'object',
      required: ['clause'],
      additionalProperties: false,
      properties: { clause: { type: 'string' }, after: { type: 'integer', minimum: 1 } },
    },
  },
  { optional: ['missing', 'malformed', 'distinct'], isCheck: true },
);
