import { randomUUID } from 'node:crypto';
import type { BodyFault, BodyRules, FieldRules } from '../read.ts';

/** A refusal: status and code, in the one envelope that the endpoints share. */
export type Refusal = readonly [status: number, code: string];

/** What the page leaves open, and what each variant makes of it. */
export interface Choices extends BodyRules, FieldRules {
  readonly keyHeader: 'Authorization' | 'X-API-Key';
  readonly envelope: (refusal: Refusal, detail: string) => object;
  /** Wrong bodies for which the page has no words; malformed fields are always 400 invalid_request. */
  readonly bodyFaults: Readonly<Record<BodyFault, Refusal>>;
  readonly otherMethod: Refusal;
  /** Whether a body is looked at before the key, as a middleware does that reads all bodies. */
  readonly first: 'key' | 'body';
  readonly otherVariant: 'ignored' | 'refused';
  /** Whose externalRefs are one space: the team's or the key's. */
  readonly refsOf: 'team' | 'key';
  readonly sameRef: (ref: string) => string;
  readonly otherPayload: 'original ticket' | 'conflict';
  readonly atOnce: 'original ticket' | 'conflict';
  readonly replayStatus: 200 | 201;
  readonly refsExpireAfter: number;
  readonly ticketId: (count: number) => string;
}

export const invalid: Refusal = [400, 'invalid_request'];

export const choices: Readonly<Record<string, Choices>> = {
  problem: {
    keyHeader: 'Authorization',
    envelope: ([status, code], detail) => ({
      type: 'about:blank',
      title: 'Refused',
      status,
      code,
      detail,
    }),
    bodyFaults: {
      'media type': [415, 'unsupported_media_type'],
      'too large': [400, 'body_too_large'],
      'too deep': [400, 'invalid_json'],
      malformed: [400, 'invalid_json'],
      'not an object': [422, 'unprocessable_entity'],
    },
    otherMethod: [404, 'no_such_endpoint'],
    first: 'key',
    mediaTypes: 'json',
    byteOrderMark: 'malformed',
    repeatedKeys: 'last counts',
    maxBytes: 512 * 1024,
    maxDepth: 64,
    nulls: 'absent',
    extraFields: 'ignored',
    length: 'units',
    otherVariant: 'ignored',
    refsOf: 'team',
    sameRef: (ref) => ref,
    otherPayload: 'conflict',
    atOnce: 'original ticket',
    replayStatus: 200,
    refsExpireAfter: Number.POSITIVE_INFINITY,
    ticketId: () => `tkt_${randomUUID()}`,
  },
  errors: {
    keyHeader: 'X-API-Key',
    envelope: ([, code], detail) => ({ requestId: randomUUID(), errors: [{ code, detail }] }),
    bodyFaults: {
      'media type': [400, 'bad_media_type'],
      'too large': [413, 'request_entity_too_large'],
      'too deep': [422, 'too_complex'],
      malformed: [422, 'unparsable_body'],
      'not an object': invalid,
    },
    otherMethod: [405, 'wrong_method'],
    first: 'body',
    mediaTypes: 'any',
    byteOrderMark: 'ignored',
    repeatedKeys: 'malformed',
    maxBytes: 8 * 1024 * 1024,
    maxDepth: 5_000,
    nulls: 'refused',
    extraFields: 'refused',
    length: 'trimmed points',
    otherVariant: 'refused',
    refsOf: 'key',
    sameRef: (ref) => ref.trim().normalize('NFC').toLowerCase(),
    otherPayload: 'original ticket',
    atOnce: 'conflict',
    replayStatus: 201,
    refsExpireAfter: 24 * 3600,
    ticketId: (count) => String(48_212 + count),
  },
};
