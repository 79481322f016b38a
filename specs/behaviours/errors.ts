import { clauseId, declareKind } from '../contract/declare.ts';
import type { Answer } from '../contract/types.ts';

/**
 * The catalogue of refusals, each once, and the envelope they come in. In the envelope the strings
 * `$code`, `$message`, `$status` and `$timestamp` are filled in; all else is sent as it stands.
 */
export interface Errors {
  readonly kind: 'errors';
  readonly clause: string;
  readonly envelope: unknown;
  readonly catalogue: Readonly<Record<string, Omit<Answer, 'name'>>>;
}

export const declared = declareKind(
  'errors',
  {
    clause: clauseId,
    envelope: { type: 'object' },
    catalogue: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z0-9-]+$' },
      additionalProperties: {
        type: 'object',
        required: ['status', 'code', 'message', 'clause'],
        additionalProperties: false,
        properties: {
          status: { type: 'integer', minimum: 400, maximum: 599 },
          code: { type: 'string', minLength: 1 },
          message: { type: 'string', minLength: 1 },
          clause: clauseId,
          headers: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  },
  { isMandatory: true },
);
