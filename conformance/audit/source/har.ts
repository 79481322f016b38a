import type { Entry, Har } from 'har-format';
import { type OperationFinder, operationFinder } from '../../../specs/contract/operation-finder.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import type { JournalLine } from '../journal-line.ts';
import { shownToken } from '../shown-token.ts';
import { lineOf, plainHeaders } from './har-line.ts';
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
  const places = entries.flatMap((entry) => placeOf(contract, find, entry) ?? []);
  const own = entries.filter(({ request: { url } }) => places.some((place) => isBelow(url, place)));
  const tokens = own.flatMap(
    ({ request }) => shownToken(contract, plainHeaders(request.headers)) ?? [],
  );
  const names = new Map([...new Set(tokens)].map((token, nth) => [token, `caller-${nth + 1}`]));
  return own.map((entry) => lineOf(entry, { contract, find, names }));
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

function isOf(contract: Contract, find: OperationFinder, entry: Entry): boolean {
  return placeOf(contract, find, entry) !== undefined;
}

/**
 * Where the server of an entry has the contract's operations, as an address that theirs begin with; undefined
 * where nothing tells that they are there. The provider's own host has nothing else.
 */
function placeOf(
  { hosts }: Contract,
  find: OperationFinder,
  { request }: Entry,
): string | undefined {
  const { origin, hostname, pathname } = new URL(request.url);
  if (hosts.includes(hostname)) return `${origin}/`;
  const operation = find(request.method, pathname);
  if (!operation) return undefined;
  const segments = pathname.split('/');
  const first = segments.length - operation.path.split('/').length + 2;
  return origin + segments.slice(0, first).join('/');
}

function isBelow(url: string, place: string): boolean {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}/`.startsWith(place.endsWith('/') ? place : `${place}/`);
}
