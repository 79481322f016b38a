import { randomUUID } from 'node:crypto';
import type { BodyFault, BodyRules, FieldRules } from '../read.ts';

/** A refusal: status and error. */
export type Refusal = readonly [status: number, error: string];

/** What the page leaves open, and what each variant makes of it; its schemas leave neither null nor blanks open. */
export interface Choices extends BodyRules, FieldRules {
  /** Where the page has a schema, the body is error and message; other statuses are free. */
  readonly otherStatuses: (refusal: Refusal, message: string) => object | undefined;
  readonly noToken: Refusal;
  readonly wrongToken: Refusal;
  readonly notOwner: Refusal;
  readonly invalid: Refusal;
  readonly upstream: Refusal;
  readonly bodyFaults: Readonly<Record<BodyFault, Refusal>>;
  readonly otherMethod: Refusal;
  readonly first: 'token' | 'body';
  readonly unknownBrand: Refusal;
  readonly foreignBrand: Refusal;
  readonly then: 'owner' | 'brand';
  readonly base64: (text: string) => boolean;
  readonly taken: 'requested' | 'sent';
  /** For how many seconds the same bytes from the same person are the same ticket. */
  readonly sameTicketFor: number;
  readonly id: (count: number) => string;
}

export const choices: Readonly<Record<string, Choices>> = {
  queueing: {
    otherStatuses: () => undefined,
    noToken: [401, 'Unauthorized'],
    wrongToken: [401, 'Unauthorized'],
    notOwner: [403, 'Forbidden'],
    invalid: [400, 'Bad Request'],
    upstream: [400, 'Bad Gateway'],
    bodyFaults: {
      'media type': [415, 'Unsupported Media Type'],
      'too large': [413, 'Content Too Large'],
      'too deep': [400, 'Bad Request'],
      malformed: [422, 'Unprocessable Content'],
      'not an object': [400, 'Bad Request'],
    },
    otherMethod: [404, 'Not Found'],
    first: 'token',
    mediaTypes: 'json',
    byteOrderMark: 'malformed',
    repeatedKeys: 'last counts',
    maxBytes: 4 * 1024 * 1024,
    maxDepth: 64,
    nulls: 'refused',
    extraFields: 'ignored',
    length: 'units',
    unknownBrand: [404, 'Not Found'],
    foreignBrand: [404, 'Not Found'],
    then: 'owner',
    base64: (text) => /^[\w+/-]+={0,2}$/.test(text),
    taken: 'requested',
    sameTicketFor: 0,
    id: () => randomUUID(),
  },
  direct: {
    otherStatuses: ([, error], message) => ({ errors: [{ code: error, detail: message }] }),
    noToken: [401, 'TOKEN_MISSING'],
    wrongToken: [403, 'TOKEN_REJECTED'],
    notOwner: [403, 'NOT_YOURS'],
    invalid: [400, 'INVALID_INPUT'],
    upstream: [400, 'CHANNEL_DOWN'],
    bodyFaults: {
      'media type': [400, 'INVALID_INPUT'],
      'too large': [400, 'BODY_TOO_LARGE'],
      'too deep': [422, 'TOO_COMPLEX'],
      malformed: [400, 'INVALID_JSON'],
      'not an object': [400, 'INVALID_JSON'],
    },
    otherMethod: [405, 'WRONG_METHOD'],
    first: 'body',
    mediaTypes: 'any',
    byteOrderMark: 'ignored',
    repeatedKeys: 'malformed',
    maxBytes: 15 * 1024 * 1024,
    maxDepth: 5_000,
    nulls: 'refused',
    extraFields: 'refused',
    length: 'points',
    unknownBrand: [422, 'NO_SUCH_BRAND'],
    foreignBrand: [403, 'BRAND_NOT_YOURS'],
    then: 'brand',
    base64: () => true,
    taken: 'sent',
    sameTicketFor: 60,
    id: (count) => String(900_000 + count),
  },
};
