import type { Provider } from '../../specs/contract/providers.ts';

/** A way to be refused, as a change of the creation. */
export interface Refusal {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  /** Whose credential is sent instead of the usual ones: a role of the world. */
  readonly role?: string;
  /** Or one that nobody has. */
  readonly isUnknown?: true;
  /** Members that the body gets; undefined takes one away. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** What happened before: the one key of all requests was used with the usual body, or one caller's window is full and time stands still. */
  readonly before?: 'key used' | 'window full';
}

const unknown = { name: '401, unknown credential', status: 401, isUnknown: true } as const;
const invalid = 'validation error';

/** What each page documents of: a validation error, 401, 409, 429, a quota. */
export const refusals: Readonly<Record<Provider, readonly Refusal[]>> = {
  midlyr: [
    { name: `400, ${invalid}`, status: 400, code: 'invalid_request', body: { scenario: 7 } },
    { ...unknown, code: 'unauthorized' },
  ],
  mava: [
    { name: `400, ${invalid}`, status: 400, code: 'VALIDATION_ERROR', body: { tags: 7 } },
    { ...unknown, code: 'UNAUTHORIZED' },
    {
      name: '429, limit reached',
      status: 429,
      code: 'RATE_LIMIT_EXCEEDED',
      before: 'window full',
    },
  ],
  loop: [
    { name: `400, ${invalid}`, status: 400, code: 'validation_error', body: { subject: 7 } },
    { ...unknown, code: 'unauthorized' },
  ],
  tickiti: [
    { name: `422, ${invalid}`, status: 422, code: 'validation_failed', body: { data: undefined } },
    { ...unknown, code: 'unauthenticated' },
    {
      name: '409, key used before',
      status: 409,
      code: 'idempotency_key_conflict',
      body: { data: { queue_name: 'Returns', subject: 'Another', content: 'payload.' } },
      before: 'key used',
    },
  ],
  supportdesk: [
    { name: `400, ${invalid}`, status: 400, code: 'VALIDATION_ERROR', body: { subject: 7 } },
    { ...unknown, code: 'UNAUTHORIZED' },
    {
      name: '403, no quota',
      status: 403,
      code: 'PLAN_LIMIT_REACHED',
      role: 'exhausted-quota',
      body: { customerExternalId: 'cedar_1' },
    },
  ],
};
