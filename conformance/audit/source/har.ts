import type { Entry, Har } from 'har-format';
import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import { securityScheme } from '../../../specs/contract/security.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import type { JournalLine } from '../journal-line.ts';
import { blot, withoutSecrets } from '../leaks.ts';

/** Shorter ones are in too many words to be hidden. */
const shortestToken = 6;

/** Whether a value is what browsers and proxies write: HAR 1.2. */
export function isHar(value: unknown): value is Har {
  return Array.isArray((value as Partial<Har> | null)?.log?.entries);
}

/**
 * The requests of a HAR file that went where a contract's operations are, as a journal has them: without
 * credentials. What else a browser asked for is left out.
 */
export function linesOfHar({ log }: Har, contract: Contract): readonly JournalLine[] {
  const known = log.entries.filter(isExchange);
  const own = new Set(known.filter((entry) => isOf(contract, entry)).map(originOf));
  const names = new Map<string, string>();
  return known
    .filter((entry) => own.has(originOf(entry)))
    .map((entry) => lineOf(contract, entry, names));
}

/** How many requests of a HAR file are for operations of a contract. */
export function countOf({ log }: Har, contract: Contract): number {
  return log.entries.filter((entry) => isExchange(entry) && isOf(contract, entry)).length;
}

/** Writers differ in what they leave out; without these there is nothing to judge. */
function isExchange(entry: Entry | null): boolean {
  const { request, response, startedDateTime } = entry ?? {};
  return (
    URL.canParse(String(request?.url)) &&
    typeof request?.method === 'string' &&
    typeof response?.status === 'number' &&
    !Number.isNaN(Date.parse(String(startedDateTime)))
  );
}

function isOf({ operations, hosts }: Contract, { request }: Entry): boolean {
  const { pathname, hostname } = new URL(request.url);
  return (
    hosts.includes(hostname) ||
    operations.some(({ method, path }) => request.method === method && pathname.endsWith(path))
  );
}

function originOf({ request }: Entry): string {
  return new URL(request.url).origin;
}

function lineOf(contract: Contract, entry: Entry, names: Map<string, string>): JournalLine {
  const { request, response, startedDateTime, time } = entry;
  const { pathname, search } = new URL(request.url);
  const token = tokenOf(contract, request);
  const hide = (text: string) => (token === undefined ? text : text.replaceAll(token, blot));
  const body = request.postData?.text ?? '';
  const began = Date.parse(startedDateTime);
  const took = Number.isFinite(time) ? Math.max(0, time) : 0;
  return {
    provider: contract.provider,
    began: new Date(began).toISOString(),
    ended: new Date(began + took).toISOString(),
    request: {
      method: request.method,
      path: withoutSecrets(hide(pathname + search)),
      headers: headersOf(request.headers, hide),
      body: hide(body),
      size: sizeOf(request),
    },
    answer: {
      status: Math.max(0, response.status),
      headers: headersOf(response.headers, hide),
      body: hide(contentOf(response.content)),
    },
    ...(response.status <= 0 && { hungUp: whoLeft(response) }),
    ...(token !== undefined && { credential: nameOf(token, names) }),
  };
}

/** Bytes, also where the writer has left the body itself out. */
function sizeOf({ postData, bodySize, headers }: Entry['request']): number {
  if (postData?.text !== undefined) return Buffer.byteLength(postData.text);
  const told = headers?.find(({ name }) => name.toLowerCase() === 'content-length')?.value;
  return Math.max(0, bodySize || 0, Number(told) || 0);
}

/** Browsers tell in a field of their own why nothing came. */
function whoLeft(response: Entry['response'] & { readonly _error?: unknown }): 'client' | 'server' {
  return /abort|timed?[ _-]?out|cancel/i.test(String(response._error)) ? 'client' : 'server';
}

function headersOf(headers: Entry['request']['headers'] = [], hide: (text: string) => string) {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), hide(value)]));
}

function contentOf(content: Entry['response']['content'] | undefined): string {
  const { text = '', encoding } = content ?? {};
  return encoding === 'base64' ? Buffer.from(text, 'base64').toString() : text;
}

function tokenOf(contract: Contract, { headers }: Entry['request']): string | undefined {
  const [declared] = behavioursOf<Authentication>(contract, 'authentication');
  if (!declared) return undefined;
  const { header, prefix } = securityScheme(contract, declared.scheme);
  const value = headers?.find(({ name }) => name.toLowerCase() === header)?.value;
  const token = value?.slice(prefix.length);
  return token !== undefined && token.length >= shortestToken ? token : undefined;
}

/** Callers are told apart by names that say nothing. */
function nameOf(token: string, names: Map<string, string>): string {
  const known = names.get(token) ?? `caller-${names.size + 1}`;
  names.set(token, known);
  return known;
}
