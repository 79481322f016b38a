import type { Entry, Har } from 'har-format';
import { type OperationFinder, operationFinder } from '../../../specs/contract/operation-finder.ts';
import { blot } from '../../../specs/contract/secret.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import type { JournalLine } from '../journal-line.ts';
import { withoutNamedSecrets } from '../named-secrets.ts';
import { shownToken } from '../shown-token.ts';
import { nothingIn } from './lines.ts';

/** What browsers and proxies write, HAR 1.2, as far as nobody has looked into it. */
type Unread = { readonly log: Partial<Har['log']> };

/** Whether a value is meant to be HAR. */
export function isHar(value: unknown): value is Unread {
  const { log } = (value ?? {}) as { log?: unknown };
  return typeof log === 'object' && log !== null;
}

/**
 * The entries of a HAR file that can be judged. Writers differ in what they leave out of others.
 *
 * @throws FileError where none can.
 */
export function exchangesIn(file: string, { log }: Unread): readonly Entry[] {
  if (!Array.isArray(log.entries)) return nothingIn(file, 'it is HAR, and has no log.entries');
  const exchanges = log.entries.filter(isExchange);
  if (exchanges.length > 0 || log.entries.length === 0) return exchanges;
  const what = 'with a request.url, a request.method, a response.status and a startedDateTime';
  return nothingIn(file, `it is HAR, and none of its ${log.entries.length} entries is one ${what}`);
}

/** Whether any entry is for an operation of a contract. */
export function isAbout(contract: Contract, entries: readonly Entry[]): boolean {
  const find = finderFor(contract);
  return entries.some((entry) => isOf(contract, find, entry));
}

/** Where a server has its operations is not in its contract. */
function finderFor(contract: Contract): OperationFinder {
  return operationFinder(contract, { before: 'anything' });
}

/**
 * The requests of a HAR file that went where a contract's operations are, as a journal has them: without
 * credentials. What else a browser asked for is left out.
 */
export function linesOfHar(entries: readonly Entry[], contract: Contract): readonly JournalLine[] {
  const find = finderFor(contract);
  const own = new Set(entries.filter((entry) => isOf(contract, find, entry)).map(originOf));
  const names = new Map<string, string>();
  return entries
    .filter((entry) => own.has(originOf(entry)))
    .map((entry) => lineOf(contract, find, entry, names));
}

function isExchange(entry: Entry | null): boolean {
  const { request, response, startedDateTime } = entry ?? {};
  return (
    URL.canParse(String(request?.url)) &&
    typeof request?.method === 'string' &&
    typeof response?.status === 'number' &&
    !Number.isNaN(Date.parse(String(startedDateTime)))
  );
}

function isOf({ hosts }: Contract, find: OperationFinder, { request }: Entry): boolean {
  const { pathname, hostname } = new URL(request.url);
  return hosts.includes(hostname) || find(request.method, pathname) !== undefined;
}

function originOf({ request }: Entry): string {
  return new URL(request.url).origin;
}

function lineOf(
  contract: Contract,
  find: OperationFinder,
  entry: Entry,
  names: Map<string, string>,
): JournalLine {
  const { request, response, startedDateTime, time } = entry;
  const { pathname, search } = new URL(request.url);
  const plain = headersOf(request.headers);
  const token = shownToken(contract, plain);
  const hide = (text: string) => (token === undefined ? text : text.replaceAll(token, blot));
  const body = request.postData?.text ?? '';
  const began = Date.parse(startedDateTime);
  const took = Number.isFinite(time) ? Math.max(0, time) : 0;
  return {
    provider: contract.provider,
    operation: find(request.method, pathname)?.id,
    began: new Date(began).toISOString(),
    ended: new Date(began + took).toISOString(),
    request: {
      method: request.method,
      path: withoutNamedSecrets(hide(pathname + search)),
      headers: headersOf(request.headers, hide),
      body: hide(body),
      size: sizeOf(request),
    },
    answer: {
      status: Math.max(0, response.status),
      headers: headersOf(response.headers, hide),
      body: hide(contentOf(response.content)),
      ...wholeSizeOf(response.content),
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

function headersOf(headers: Entry['request']['headers'] = [], hide = (text: string) => text) {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), hide(value)]));
}

/** Tools keep no more of a body than they please. */
function wholeSizeOf({ size = 0 }: Partial<Entry['response']['content']> = {}) {
  return size > 0 ? { size } : {};
}

function contentOf(content: Entry['response']['content'] | undefined): string {
  const { text = '', encoding } = content ?? {};
  return encoding === 'base64' ? Buffer.from(text, 'base64').toString() : text;
}

/** Callers are told apart by names that say nothing. */
function nameOf(token: string, names: Map<string, string>): string {
  const known = names.get(token) ?? `caller-${names.size + 1}`;
  names.set(token, known);
  return known;
}
