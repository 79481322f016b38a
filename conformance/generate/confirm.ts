import type { Authentication } from '../../specs/behaviours/authentication.ts';
import type { Body } from '../../specs/behaviours/body.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Plan } from '../cases/change.ts';
import { hasJustThisFault } from '../cases/contexts.ts';
import type { Expectation } from '../cases/recipe.ts';
import { isValid } from '../cases/valid.ts';
import type { Credential } from '../target/target.ts';
import type { Message } from '../wire/message.ts';
import type { Change } from './case.ts';

/** What can be wrong with the bytes of a request, whatever they mean at a server. */
type Wrong =
  | 'route'
  | 'credential'
  | 'key'
  | 'media'
  | 'encoding'
  | 'size'
  | 'json'
  | 'depth'
  | 'schema'
  | 'presence';

/** What a fault makes wrong, by its keyword; a keyword of a schema is wrong by it, any other by its meaning. */
const wrongs: Readonly<Record<string, Wrong>> = {
  route: 'route',
  credential: 'credential',
  key: 'key',
  'media-type': 'media',
  'content-type': 'media',
  'content-encoding': 'encoding',
  size: 'size',
  depth: 'depth',
  json: 'json',
  presence: 'presence',
  characters: 'schema',
  'objects-only': 'schema',
};

const ofSchema = new Set([
  ...['type', 'enum', 'const', 'required', 'not', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems'],
  ...['maxItems', 'uniqueItems', 'additionalProperties'],
]);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the bytes again, as a server would, and finds out whether they have just the fault that they are
 * said to have, or none.
 */
export function isConfirmed(
  plan: Plan,
  message: Message,
  credential: Credential | undefined,
  expects: Expectation,
  change: Change | undefined,
): boolean {
  const isWrong = expects.is === 'refused' && change !== undefined;
  const { found, value } = reading(plan, message, credential);
  // Two faults in one request, to see which is answered.
  if (isWrong && change.keyword === 'order') return true;
  const declared = isWrong ? declaredBy(change) : undefined;
  if (declared !== undefined && declared !== 'schema' && declared !== 'presence')
    return found.length === 1 && found[0] === declared;
  if (found.length > 0) return false;
  if (value === undefined) return true;
  if (!isWrong) return isLeftOpen(expects) || isValid(plan, value);
  const kind = declared === 'schema' ? 'validation' : (declared ?? 'meaning');
  return hasJustThisFault(plan, { kind, pointer: change.pointer }, { body: value });
}

/** Where the document leaves open whether it is refused, so does the schema. */
function isLeftOpen(expects: Expectation): boolean {
  return expects.is === 'accepted' && expects.mayBeRefused === true;
}

function declaredBy({ keyword }: Change): Wrong | undefined {
  return wrongs[keyword] ?? (ofSchema.has(keyword) ? 'schema' : undefined);
}

/** What is wrong around the JSON value of a body, or with there being one; and the value, if there is one. */
function reading(
  plan: Plan,
  { method, path, headers, body }: Message,
  credential: Credential | undefined,
): { readonly found: readonly Wrong[]; readonly value?: unknown } {
  const { operation } = plan;
  const found: Wrong[] = [];
  // A query leads nowhere else.
  if (method !== operation.method || path.split('?')[0] !== operation.path) found.push('route');
  if (!isAuthenticated(plan, headers, credential)) found.push('credential');
  if (!hasKey(plan, headers)) found.push('key');
  if (!operation.bodySchema) return { found };
  if (!isJsonType(headers['content-type'])) found.push('media');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') found.push('encoding');
  // In another type or encoding the bytes mean nothing here.
  if (found.includes('media') || found.includes('encoding')) return { found };
  const [declared] = behavioursOf<Body>(operation, 'body');
  if (declared && lengthOf(body) > declared.maxBytes) return { found: [...found, 'size'] };
  const value = read(body);
  if (value === undefined) return { found: [...found, 'json'] };
  if (declared && isDeeper(value, declared.maxDepth)) found.push('depth');
  return { found, value };
}

function isAuthenticated(
  { operation }: Plan,
  headers: Message['headers'],
  credential: Credential | undefined,
): boolean {
  if (behavioursOf<Authentication>(operation, 'authentication').length === 0) return true;
  return credential !== undefined && headers[credential.header.toLowerCase()] === credential.value;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function hasKey({ idempotency }: Plan, headers: Message['headers']): boolean {
  if (idempotency?.key.in !== 'header') return true;
  const { name, format } = idempotency.key;
  const key = headers[name.toLowerCase()];
  if (!key) return idempotency.missing === undefined;
  return format !== 'uuid' || uuid.test(key);
}

/** JSON in UTF-8, whatever other parameters the type has (RFC 9110, 8.3.1). */
function isJsonType(type = ''): boolean {
  const [media = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters.find((one) => one.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?(utf-?8|us-ascii)"?$/.test(charset);
  return media === 'application/json' && isUtf8;
}

function lengthOf(body: Message['body']): number {
  return body === undefined ? 0 : Buffer.byteLength(body);
}

/** The value that JSON text stands for; undefined where it is none. */
function read(body: Message['body']): unknown {
  try {
    const text = typeof body === 'string' ? body : utf8.decode(body);
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Whether a value has more levels than so many; looks no deeper than that, as it may be deeper than the stack. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
