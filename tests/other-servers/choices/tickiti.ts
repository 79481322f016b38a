import { randomBytes, randomUUID } from 'node:crypto';
import {
  type BodyFault,
  type BodyRules,
  type FieldRules,
  isBoolean,
  isText,
  type Json,
} from '../read.ts';

/** A refusal: status and code. */
export type Refusal = readonly [status: number, code: string];

/** What a ticket was made from. */
export interface Made {
  readonly from: 'text' | 'template' | 'intervention';
  readonly isPublic: boolean;
  /** Whether each response of an intervention's own is public, in their order. */
  readonly responses: readonly boolean[];
}

/** What the page leaves open, and what each variant makes of it. */
export interface Choices extends BodyRules, FieldRules {
  readonly envelope: (refusal: Refusal, message: string) => object;
  readonly filed: 200 | 201 | 202;
  readonly bodyFaults: Readonly<Record<BodyFault, Refusal>>;
  readonly otherMethod: Refusal;
  /** What is looked at first once the caller is known. */
  readonly order: readonly ('ability' | 'body' | 'key')[];
  /** Fields that are missing are always 422 validation_failed. */
  readonly wrongField: Refusal;
  readonly wrongShape: Refusal;
  /** What one of data.subject and data.content is beside a template or an intervention. */
  readonly strayText: 'a shape' | 'a bound value';
  readonly emptyText: 'accepted' | 'refused';
  readonly originator: 'checked' | 'any text';
  readonly responder: (value: unknown) => boolean;
  readonly uid: (value: unknown) => boolean;
  readonly uidWith: 'any shape' | 'interventions';
  /** What a uid is answered that a ticket of the tenant has already. */
  readonly uidAgain: Refusal | 'accepted';
  readonly queueWithIntervention: Refusal | 'ignored';
  /** Where an intervention leads that names no queue: what it renders may name one. */
  readonly queueOfRendered: 'counts' | 'ignored';
  readonly queueCase: 'same' | 'ignored';
  readonly unboundValue: Refusal | 'empty';
  readonly keyMissing: Refusal;
  readonly keyMalformed: Refusal;
  readonly sameKey: (key: string) => string;
  readonly keysOf: 'tenant' | 'token';
  readonly keysExpireAfter: number;
  readonly fingerprint: (bytes: Buffer, body: Json) => string;
  readonly replay: { status?: number; headers?: Record<string, string>; mark?: object };
  /** Whether a refusal for what a request names is remembered with its key. */
  readonly refusedKeys: 'free' | 'taken';
  readonly atOnce: 'replay' | 'conflict';
  readonly templateFlags: (made: Made) => { template: boolean; private: boolean; public: boolean };
  readonly unified: {
    readonly ability: Refusal | 'not needed';
    readonly fault: Refusal;
    readonly otherShapes: Refusal | 'ignored';
    readonly content: 'required' | 'optional';
    readonly unknownQueue: Refusal | 'Inbox';
    readonly identify: (count: number) => Json;
  };
}

export const validationFailed: Refusal = [422, 'validation_failed'];
export const forbidden: Refusal = [403, 'forbidden'];

export const choices: Readonly<Record<string, Choices>> = {
  lenient: {
    envelope: ([, code], message) => ({ message, code, errors: {} }),
    filed: 201,
    bodyFaults: {
      'media type': [415, 'unsupported_media_type'],
      'too large': [400, 'body_too_large'],
      'too deep': [400, 'invalid_json'],
      malformed: [400, 'invalid_json'],
      'not an object': [400, 'invalid_json'],
    },
    otherMethod: [404, 'no_such_endpoint'],
    order: ['body', 'ability', 'key'],
    mediaTypes: 'json',
    byteOrderMark: 'malformed',
    repeatedKeys: 'last counts',
    maxBytes: 512 * 1024,
    maxDepth: 64,
    nulls: 'absent',
    extraFields: 'ignored',
    length: 'units',
    wrongField: [400, 'invalid_field'],
    wrongShape: [400, 'ambiguous_payload'],
    strayText: 'a bound value',
    emptyText: 'accepted',
    originator: 'any text',
    responder: (value) => isBoolean(value) || value === 0 || value === 1,
    uid: (value) => isText(value) || typeof value === 'number',
    uidWith: 'any shape',
    uidAgain: 'accepted',
    queueWithIntervention: [400, 'queue_not_allowed'],
    queueOfRendered: 'ignored',
    queueCase: 'ignored',
    unboundValue: 'empty',
    keyMissing: [400, 'idempotency_key_missing'],
    keyMalformed: [400, 'idempotency_key_invalid'],
    sameKey: (key) => key.toLowerCase(),
    keysOf: 'tenant',
    keysExpireAfter: 7 * 24 * 3600,
    fingerprint: (bytes) => bytes.toString(),
    replay: { headers: { 'Idempotent-Replayed': 'true' } },
    refusedKeys: 'free',
    atOnce: 'replay',
    templateFlags: ({ from, isPublic }) => ({
      template: from !== 'text',
      private: from !== 'text' && !isPublic,
      public: from !== 'text' && isPublic,
    }),
    unified: {
      ability: 'not needed',
      fault: validationFailed,
      otherShapes: 'ignored',
      content: 'optional',
      unknownQueue: 'Inbox',
      identify: (count) => ({
        secure_id: randomBytes(16).toString('hex'),
        ticket_id: randomUUID(),
        ticket_number: `T-${5_000 + count * 3}`,
      }),
    },
  },
  framework: {
    envelope: ([, code], detail) => ({ errors: [{ code, detail }] }),
    filed: 200,
    bodyFaults: {
      'media type': [400, 'bad_content_type'],
      'too large': [413, 'too_large'],
      'too deep': [422, 'too_complex'],
      malformed: [422, 'unparsable'],
      'not an object': [422, 'unparsable'],
    },
    otherMethod: [405, 'wrong_method'],
    order: ['ability', 'body', 'key'],
    mediaTypes: 'json in UTF-8',
    byteOrderMark: 'ignored',
    repeatedKeys: 'malformed',
    maxBytes: 8 * 1024 * 1024,
    maxDepth: 1_000,
    nulls: 'refused',
    extraFields: 'refused',
    length: 'trimmed points',
    wrongField: [422, 'invalid_field'],
    wrongShape: [422, 'payload_shape'],
    strayText: 'a shape',
    emptyText: 'refused',
    originator: 'checked',
    responder: isBoolean,
    uid: isText,
    uidWith: 'interventions',
    uidAgain: [422, 'uid_taken'],
    queueWithIntervention: 'ignored',
    queueOfRendered: 'counts',
    queueCase: 'same',
    unboundValue: [422, 'unbound_value'],
    keyMissing: [428, 'idempotency_key_required'],
    keyMalformed: [400, 'idempotency_key_malformed'],
    sameKey: (key) => key,
    keysOf: 'token',
    keysExpireAfter: 3600,
    fingerprint: (_bytes, body) => JSON.stringify(body),
    replay: { mark: { replayed: true } },
    refusedKeys: 'taken',
    atOnce: 'conflict',
    templateFlags: ({ from }) => ({
      template: from === 'template',
      private: false,
      public: from === 'template',
    }),
    unified: {
      ability: [403, 'insufficient_scope'],
      fault: [400, 'invalid_request'],
      otherShapes: [400, 'unsupported_shape'],
      content: 'required',
      unknownQueue: [404, 'queue_not_found'],
      identify: (count) => ({
        ok: true,
        ticket_number: count,
        ticket_id: 700_000 + count,
        secure_id: randomUUID(),
      }),
    },
  },
  guarded: {
    envelope: ([, error], message) => ({ ok: false, error, message, docs: '/errors' }),
    filed: 202,
    bodyFaults: {
      'media type': [406, 'not_json'],
      'too large': [413, 'request_too_large'],
      'too deep': validationFailed,
      malformed: [400, 'bad_request'],
      'not an object': validationFailed,
    },
    otherMethod: [405, 'post_only'],
    order: ['ability', 'key', 'body'],
    mediaTypes: 'json',
    byteOrderMark: 'ignored',
    repeatedKeys: 'last counts',
    maxBytes: 4 * 1024 * 1024,
    maxDepth: 500,
    nulls: 'absent',
    extraFields: 'ignored',
    length: 'points',
    wrongField: validationFailed,
    wrongShape: validationFailed,
    strayText: 'a shape',
    emptyText: 'refused',
    originator: 'checked',
    responder: isBoolean,
    uid: isText,
    uidWith: 'any shape',
    uidAgain: 'accepted',
    queueWithIntervention: [409, 'queue_is_fixed'],
    queueOfRendered: 'ignored',
    queueCase: 'same',
    unboundValue: 'empty',
    keyMissing: validationFailed,
    keyMalformed: validationFailed,
    sameKey: (key) => key,
    keysOf: 'tenant',
    keysExpireAfter: Number.POSITIVE_INFINITY,
    fingerprint: (_bytes, body) => sorted(body),
    replay: { status: 200 },
    refusedKeys: 'free',
    atOnce: 'replay',
    templateFlags: ({ from, responses }) => ({
      template: from === 'template',
      private: responses.includes(false),
      public: responses.includes(true),
    }),
    unified: {
      ability: forbidden,
      fault: validationFailed,
      otherShapes: validationFailed,
      content: 'required',
      unknownQueue: validationFailed,
      identify: (count) => ({
        data: {
          ticket: `/tickets/${count}`,
          ticket_number: String(count).padStart(6, '0'),
          ticket_id: `tk${count}`,
          secure_id: randomUUID(),
        },
      }),
    },
  },
};

/** A JSON text in which the keys of every object are in order. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return String(JSON.stringify(value));
  const members = Object.entries(value).map(([key, member]) => [
    JSON.stringify(key),
    sorted(member),
  ]);
  return `{${members
    .map((pair) => pair.join(':'))
    .toSorted()
    .join()}}`;
}
