import type { Entry } from 'har-format';
import type { OperationFinder } from '../../../specs/contract/operation-finder.ts';
import { blot } from '../../../specs/contract/secret.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import type { JournalLine } from '../journal-line.ts';
import { withoutNamedSecrets } from '../named-secrets.ts';
import { shownToken } from '../shown-token.ts';

/** What is known of the file of an entry. */
interface Around {
  readonly contract: Contract;
  readonly find: OperationFinder;
  /** The tokens in it, by names that say nothing. */
  readonly names: ReadonlyMap<string, string>;
}

/** An entry as a line of a journal, in which no token is. */
export function lineOf(entry: Entry, { contract, find, names }: Around): JournalLine {
  const { request, response, startedDateTime, time } = entry;
  const { pathname, search } = new URL(request.url);
  const hide = (text: string) =>
    [...names.keys()].reduce((rest, token) => rest.replaceAll(token, blot), text);
  const token = shownToken(contract, plainHeaders(request.headers));
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
      headers: plainHeaders(request.headers, hide),
      body: hide(textOf(request.postData)),
      size: sizeOf(request),
    },
    answer: {
      status: Math.max(0, response.status),
      headers: plainHeaders(response.headers, hide),
      body: hide(contentOf(response.content)),
      ...wholeSizeOf(response.content),
    },
    ...(response.status <= 0 && { hungUp: whoLeft(response) }),
    ...(token !== undefined && { credential: names.get(token) }),
  };
}

/** A form may be told by its fields alone. */
function textOf(data: Entry['request']['postData']): string {
  if (data?.text !== undefined || !data?.params?.length) return data?.text ?? '';
  if (data.params.some(({ fileName }) => fileName !== undefined)) return '';
  const form = new URLSearchParams();
  for (const { name, value = '' } of data.params) form.append(name, value);
  return String(form);
}

/** Bytes, also where the writer has left the body itself out. */
function sizeOf({ postData, bodySize, headers }: Entry['request']): number {
  const text = textOf(postData);
  if (text !== '' || postData?.text !== undefined) return Buffer.byteLength(text);
  const told = headers?.find(({ name }) => name.toLowerCase() === 'content-length')?.value;
  return Math.max(postData ? 1 : 0, bodySize || 0, Number(told) || 0);
}

/** Browsers tell in a field of their own why nothing came. */
function whoLeft(response: Entry['response'] & { readonly _error?: unknown }): 'client' | 'server' {
  return /abort|timed?[ _-]?out|cancel/i.test(String(response._error)) ? 'client' : 'server';
}

/** Headers by their names in lower case. */
export function plainHeaders(
  headers: Entry['request']['headers'] = [],
  hide = (text: string) => text,
) {
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
