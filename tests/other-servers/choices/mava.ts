import { randomUUID } from 'node:crypto';
import { type BodyFault, type BodyRules, type FieldRules, isText } from '../read.ts';

/** A refusal: status and code. */
export type Refusal = readonly [status: number, code: string];
export type Row = Record<string, unknown> & { readonly id: string };

/** What the page leaves open, and what each variant makes of it. */
export interface Choices extends BodyRules, FieldRules {
  readonly envelope: (refusal: Refusal, message: string) => object;
  readonly noToken: Refusal;
  readonly wrongToken: Refusal;
  readonly limited: Refusal;
  /** Sliding; or fixed, aligned to the epoch or begun by a first request. */
  readonly window: 'sliding' | 'aligned' | 'from first request';
  readonly counted: 'accepted' | 'all';
  readonly agentsCount: boolean;
  readonly limitHeaders: (left: number, wait: number) => Record<string, string>;
  readonly bodyFaults: Readonly<Record<BodyFault, Refusal>>;
  readonly otherMethod: Refusal;
  readonly first: 'customer mode' | 'fields';
  readonly then: 'urls' | 'references';
  readonly emails: 'checked' | 'any text';
  readonly emailCase: 'same' | 'ignored';
  readonly walletCase: 'same' | 'ignored';
  /** Whether a customer who is found gets an identifier that was not known. */
  readonly missingIdentifier: 'kept away' | 'added';
  readonly malformedId: (code: string) => Refusal;
  readonly malformedAgent: Refusal;
  readonly unknownAgent: Refusal;
  readonly unknownAttribute: Refusal;
  readonly attributesOfFoundCustomer: 'checked' | 'ignored';
  readonly freeAttributeNames: boolean;
  readonly content: (value: unknown) => boolean;
  readonly contentRequired: boolean;
  readonly repeated: 'kept' | 'once' | 'refused';
  readonly emptyMessage: 'accepted' | 'refused';
  readonly negativeFileSize: 'accepted' | 'refused';
  readonly encodedDots: 'climb' | 'are names';
  readonly agents: { path: string; answer: (agents: readonly Row[]) => unknown };
  readonly ticket: (ticket: Row, customer: Row, agent: Row | undefined, at: number) => object;
}

export const invalid: Refusal = [400, 'VALIDATION_ERROR'];
export const wrongMode: Refusal = [400, 'INVALID_CUSTOMER_MODE'];

export const choices: Readonly<Record<string, Choices>> = {
  problem: {
    envelope: ([status, code], detail) => ({
      type: 'about:blank',
      title: code,
      status,
      code,
      detail,
    }),
    noToken: [401, 'TOKEN_MISSING'],
    wrongToken: [401, 'TOKEN_INVALID'],
    limited: [429, 'SLOW_DOWN'],
    window: 'sliding',
    counted: 'accepted',
    agentsCount: true,
    limitHeaders: () => ({}),
    bodyFaults: {
      'media type': [415, 'UNSUPPORTED_MEDIA_TYPE'],
      'too large': [400, 'BODY_TOO_LARGE'],
      'too deep': [400, 'MALFORMED_JSON'],
      malformed: [400, 'MALFORMED_JSON'],
      'not an object': wrongMode,
    },
    otherMethod: [404, 'NO_SUCH_ENDPOINT'],
    first: 'fields',
    then: 'urls',
    mediaTypes: 'json',
    byteOrderMark: 'malformed',
    repeatedKeys: 'last counts',
    maxBytes: 512 * 1024,
    maxDepth: 32,
    nulls: 'absent',
    extraFields: 'ignored',
    length: 'units',
    emails: 'any text',
    emailCase: 'same',
    walletCase: 'same',
    missingIdentifier: 'added',
    malformedId: (code) => [404, code],
    malformedAgent: [400, 'ASSIGNEE_NOT_FOUND'],
    unknownAgent: [404, 'ASSIGNEE_NOT_FOUND'],
    unknownAttribute: [404, 'ATTRIBUTE_NOT_FOUND'],
    attributesOfFoundCustomer: 'checked',
    freeAttributeNames: true,
    content: (value) => value === null || typeof value !== 'object',
    contentRequired: false,
    repeated: 'once',
    emptyMessage: 'accepted',
    negativeFileSize: 'accepted',
    encodedDots: 'are names',
    agents: { path: '/agents', answer: (data) => ({ data }) },
    ticket: ({ customerId: _, ...ticket }, customer, _agent, at) => ({
      ticket: { ...ticket, customer, createdAt: at, updatedAt: at },
      links: { self: `/api/ticket/${ticket.id}` },
    }),
  },
  errors: {
    envelope: ([, code], detail) => ({ errors: [{ code, detail }], requestId: randomUUID() }),
    noToken: [401, 'UNAUTHENTICATED'],
    wrongToken: [401, 'UNAUTHENTICATED'],
    limited: [429, 'TOO_MANY_REQUESTS'],
    window: 'aligned',
    counted: 'all',
    agentsCount: false,
    limitHeaders: (left, wait) => ({
      'X-RateLimit-Limit': '90',
      'X-RateLimit-Remaining': String(left),
      ...(wait > 0 && { 'Retry-After': String(Math.ceil(wait / 1000)) }),
    }),
    bodyFaults: {
      'media type': [400, 'WRONG_CONTENT_TYPE'],
      'too large': [413, 'REQUEST_TOO_LARGE'],
      'too deep': [422, 'INVALID_JSON'],
      malformed: [422, 'INVALID_JSON'],
      'not an object': [422, 'INVALID_JSON'],
    },
    otherMethod: [405, 'WRONG_METHOD'],
    first: 'customer mode',
    then: 'references',
    mediaTypes: 'json in UTF-8',
    byteOrderMark: 'ignored',
    repeatedKeys: 'malformed',
    maxBytes: 8 * 1024 * 1024,
    maxDepth: 5_000,
    nulls: 'refused',
    extraFields: 'refused',
    length: 'trimmed points',
    emails: 'checked',
    emailCase: 'ignored',
    walletCase: 'same',
    missingIdentifier: 'kept away',
    malformedId: () => invalid,
    malformedAgent: [404, 'ASSIGNEE_NOT_FOUND'],
    unknownAgent: [400, 'ASSIGNEE_NOT_FOUND'],
    unknownAttribute: [404, 'CUSTOM_ATTRIBUTE_NOT_FOUND'],
    attributesOfFoundCustomer: 'checked',
    freeAttributeNames: false,
    content: isText,
    contentRequired: true,
    repeated: 'refused',
    emptyMessage: 'refused',
    negativeFileSize: 'refused',
    encodedDots: 'climb',
    agents: { path: '/api/agents', answer: (items) => ({ items, next: null }) },
    ticket: ({ id, sourceType, message, ...ticket }, customer, _agent, at) => ({
      data: {
        ticketId: id,
        ...ticket,
        source: sourceType,
        messages: message ? [message] : [],
        customerName: customer.name,
        customerEmail: customer.email,
        customerWallet: customer.walletAddress,
        customerAttributes: customer.attributes,
        created: new Date(at).toISOString(),
      },
    }),
  },
  populated: {
    envelope: ([, errorCode]) => ({ errorCode }),
    noToken: [401, 'INVALID_TOKEN'],
    wrongToken: [401, 'INVALID_TOKEN'],
    limited: [429, 'RATE_LIMITED'],
    window: 'from first request',
    counted: 'all',
    agentsCount: true,
    limitHeaders: (_left, wait): Record<string, string> =>
      wait > 0 ? { 'Retry-After': new Date(Date.now() + wait + 1_000).toUTCString() } : {},
    bodyFaults: {
      'media type': invalid,
      'too large': [413, 'TOO_LARGE'],
      'too deep': invalid,
      malformed: [400, 'BAD_REQUEST'],
      'not an object': [400, 'BAD_REQUEST'],
    },
    otherMethod: [405, 'NOT_ALLOWED'],
    first: 'customer mode',
    then: 'urls',
    mediaTypes: 'any',
    byteOrderMark: 'ignored',
    repeatedKeys: 'last counts',
    maxBytes: 4 * 1024 * 1024,
    maxDepth: 1_000,
    nulls: 'absent',
    extraFields: 'ignored',
    length: 'points',
    emails: 'checked',
    emailCase: 'ignored',
    walletCase: 'ignored',
    missingIdentifier: 'kept away',
    malformedId: (code) => [404, code],
    malformedAgent: [400, 'ASSIGNEE_NOT_FOUND'],
    unknownAgent: [400, 'ASSIGNEE_NOT_FOUND'],
    unknownAttribute: invalid,
    attributesOfFoundCustomer: 'ignored',
    freeAttributeNames: false,
    content: isText,
    contentRequired: true,
    repeated: 'kept',
    emptyMessage: 'refused',
    negativeFileSize: 'refused',
    encodedDots: 'climb',
    agents: { path: '/api/agents', answer: (agents) => ({ agents, total: agents.length }) },
    ticket: ({ customerId: _, id, ...ticket }, customer, agent, at) => ({
      _id: id,
      category: null,
      tags: [],
      attributes: [],
      emailSubjectLine: null,
      message: null,
      ...ticket,
      assignedTo: agent ?? null,
      customer: { ...customer, _id: customer.id },
      createdAt: new Date(at).toISOString().replace('Z', '+00:00'),
    }),
  },
};
