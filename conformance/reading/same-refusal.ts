import { isDeepStrictEqual } from 'node:util';
import { leavesOf } from '../cases/draft.ts';
import type { Exchange } from './exchange.ts';

/**
 * Whether two refusals say the same: status, and body but for what was sent, for times, and for what is
 * new in every answer (a request's id).
 */
export function sameButFor(first: Exchange, second: Exchange): boolean {
  return (
    first.answer?.status === second.answer?.status &&
    isDeepStrictEqual(headersOf(first), headersOf(second)) &&
    isDeepStrictEqual(essence(first), essence(second))
  );
}

/** Headers of the connection, of the moment and of those who pass an answer on (RFC 9110, 7.6.1). */
const passing = new Set(
  'connection keep-alive transfer-encoding content-length date age via set-cookie server-timing'.split(
    ' ',
  ),
);

/** Which headers there are, and what the body is said to be. */
function headersOf({ answer }: Exchange): unknown {
  const names = Object.keys(answer?.headers ?? {}).filter((name) => !passing.has(name));
  return [names.sort(), answer?.headers['content-type']];
}

function essence({ answer, draft }: Exchange): unknown {
  const sent = leavesOf(draft.body)
    .map(({ value }) => value)
    .filter((value): value is string => typeof value === 'string' && value.length > 2)
    .sort((a, b) => b.length - a.length);
  const plain = (text: string) =>
    sent.reduce((rest, value) => rest.replaceAll(value, '<sent>'), text);
  return leavesOf(answer?.json ?? answer?.text).map(({ pointer, value }) => [
    pointer,
    typeof value === 'string' ? withoutNews(plain(value)) : typeof value === 'number' ? 0 : value,
  ]);
}

/** Times and random names, which no two answers share. */
function withoutNews(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)?/g, '<time>')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi, '<id>')
    .replaceAll(/\b(?=[a-z0-9_-]*\d)[a-z0-9_-]{12,}\b/gi, '<id>');
}
