import { randomUUID } from 'node:crypto';
import type { BodyFault, BodyRules, FieldRules } from '../read.ts';

/** A refusal: status and code. */
export type Refusal = readonly [status: number, code: string];

/** What the page leaves open, and what each variant makes of it. */
export interface Choices extends BodyRules, FieldRules {
  readonly envelope: (refusal: Refusal, message: string) => object;
  readonly noKey: Refusal;
  readonly wrongKey: Refusal;
  readonly created: 200 | 201;
  readonly bodyFaults: Readonly<Record<BodyFault, Refusal>>;
  readonly otherMethod: Refusal;
  readonly first: 'quota' | 'fields';
  readonly emptyText: 'accepted' | 'refused';
  readonly externalIdCase: 'same' | 'ignored';
  /** Empty lists of tags and tags that are named twice. */
  readonly oddTagLists: 'accepted' | 'refused';
  readonly unknownTag: Refusal | 'ignored';
  readonly foreignTag: Refusal | 'ignored';
  /** Whose tickets are counted, and from when: a ticket counts for so many days, or all do until so many days have passed. */
  readonly quotaOf: 'app' | 'key';
  readonly quotaDays: {
    readonly length: number;
    readonly from: 'each ticket' | 'the first ticket';
  };
  readonly pick: (available: number) => number;
  /** Whether agents of other levels stand in for those of N1. */
  readonly standIns: boolean;
  readonly unassigned: { readonly status: string; readonly assignedAgent?: null };
  readonly ticketNumber: (count: number) => string;
  readonly time: (at: number) => string;
}

export const invalid: Refusal = [400, 'VALIDATION_ERROR'];

/** A time in a zone that is so many hours ahead of UTC. */
const inZone = (at: number, hours: number) =>
  new Date(at + hours * 3_600_000).toISOString().replace(/\.\d+Z/, `+0${hours}:00`);

export const choices: Readonly<Record<string, Choices>> = {
  lean: {
    envelope: ([, error], message) => ({ success: false, error, message }),
    noKey: [401, 'MISSING_API_KEY'],
    wrongKey: [403, 'INVALID_API_KEY'],
    created: 200,
    bodyFaults: {
      'media type': [415, 'UNSUPPORTED_MEDIA_TYPE'],
      'too large': [400, 'BODY_TOO_LARGE'],
      'too deep': [400, 'INVALID_JSON'],
      malformed: [400, 'INVALID_JSON'],
      'not an object': [422, 'INVALID_JSON'],
    },
    otherMethod: [404, 'NO_SUCH_ENDPOINT'],
    first: 'quota',
    mediaTypes: 'json',
    byteOrderMark: 'malformed',
    repeatedKeys: 'last counts',
    maxBytes: 512 * 1024,
    maxDepth: 64,
    nulls: 'absent',
    extraFields: 'ignored',
    length: 'units',
    emptyText: 'accepted',
    externalIdCase: 'ignored',
    oddTagLists: 'accepted',
    unknownTag: 'ignored',
    foreignTag: 'ignored',
    quotaOf: 'app',
    quotaDays: { length: 30, from: 'each ticket' },
    pick: () => 0,
    standIns: true,
    unassigned: { status: 'NEW' },
    ticketNumber: (count) => `SD-${String(count * 7).padStart(6, '0')}`,
    time: (at) => inZone(at, 2),
  },
  strict: {
    envelope: ([statusCode, code], message) => ({
      statusCode,
      errors: [{ code, message }],
      requestId: randomUUID(),
    }),
    noKey: [401, 'UNAUTHENTICATED'],
    wrongKey: [401, 'UNAUTHENTICATED'],
    created: 201,
    bodyFaults: {
      'media type': [400, 'WRONG_CONTENT_TYPE'],
      'too large': [413, 'TOO_LARGE'],
      'too deep': [422, 'TOO_COMPLEX'],
      malformed: [422, 'UNPARSABLE'],
      'not an object': [422, 'UNPARSABLE'],
    },
    otherMethod: [405, 'POST_ONLY'],
    first: 'fields',
    mediaTypes: 'json in UTF-8',
    byteOrderMark: 'ignored',
    repeatedKeys: 'malformed',
    maxBytes: 8 * 1024 * 1024,
    maxDepth: 5_000,
    nulls: 'refused',
    extraFields: 'refused',
    length: 'trimmed points',
    emptyText: 'refused',
    externalIdCase: 'same',
    oddTagLists: 'refused',
    unknownTag: [422, 'UNKNOWN_TAG'],
    foreignTag: [403, 'TAG_NOT_YOURS'],
    quotaOf: 'key',
    quotaDays: { length: 31, from: 'the first ticket' },
    pick: (available) => Math.floor(Math.random() * available),
    standIns: false,
    unassigned: { status: 'UNASSIGNED', assignedAgent: null },
    ticketNumber: String,
    time: (at) => new Date(at).toISOString().replace('Z', '+00:00'),
  },
};
