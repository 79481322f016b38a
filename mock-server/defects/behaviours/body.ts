import type { IncomingHttpHeaders } from 'node:http';
import type { Body } from '../../../specs/behaviours/body.ts';
import { soleBehaviour } from '../../engine/compile.ts';
import type { ReceivedBody } from '../../engine/request.ts';
import { type Change, type DefectsOf, defect, inContract } from '../defect.ts';
import { change } from '../draft.ts';

/** Bodies that should be refused are read, and those at a limit are refused. */
export const defects: DefectsOf = (contract) => {
  const declared = soleBehaviour<Body>(contract, 'body');
  const { mediaType, malformed, tooLarge, tooDeep, maxBytes, maxDepth } = declared;
  const setting = (members: Partial<Body>) =>
    inContract((draft) => change(soleBehaviour<Body>(draft, 'body'), members));
  return [
    defect(
      mediaType.clause,
      'takes-plain-text',
      setting({ mediaTypes: [...declared.mediaTypes, 'text/plain'] }),
    ),
    defect(
      mediaType.clause,
      'takes-a-form',
      setting({ mediaTypes: [...declared.mediaTypes, 'application/x-www-form-urlencoded'] }),
    ),
    defect(
      mediaType.clause,
      'takes-it-undeclared',
      withHeaders((headers) => ({ 'content-type': 'application/json', ...headers })),
    ),
    defect(
      mediaType.clause,
      'takes-any-charset',
      withHeaders((headers) => ({
        ...headers,
        'content-type': headers['content-type']?.replace(/;.*$/, ''),
      })),
    ),
    defect(
      mediaType.clause,
      'ignores-content-encoding',
      withHeaders((headers) => ({ ...headers, 'content-encoding': undefined })),
    ),
    defect(
      mediaType.clause,
      'refuses-a-charset',
      withType((type) => (type?.includes('charset') ? 'text/plain' : type)),
    ),
    defect(
      mediaType.clause,
      'refuses-capitals',
      withType((type) => (type !== type?.toLowerCase() ? 'text/plain' : type)),
    ),
    defect(
      mediaType.clause,
      'takes-any-json',
      withType((type) => (type?.includes('json') ? 'application/json' : type)),
    ),
    defect(
      mediaType.clause,
      'takes-any-type',
      withType(() => 'application/json'),
    ),
    defect(
      malformed.clause,
      'takes-a-trailing-comma',
      withText((text) => text.replace(/,(\s*[}\]])/g, '$1')),
    ),
    defect(malformed.clause, 'takes-what-follows-the-value', withText(firstValue)),
    defect(
      malformed.clause,
      'takes-latin-1',
      withText((text) => text, 'latin1'),
    ),
    defect(tooLarge.clause, 'one-byte-more', setting({ maxBytes: maxBytes + 1 })),
    defect(tooLarge.clause, 'one-byte-fewer', setting({ maxBytes: maxBytes - 1 })),
    defect(tooDeep.clause, 'one-level-more', setting({ maxDepth: maxDepth + 1 })),
    defect(tooDeep.clause, 'one-level-fewer', setting({ maxDepth: maxDepth - 1 })),
  ];
};

/** The body is parsed as if it had been declared otherwise. */
export function withType(edit: (type: string | undefined) => string | undefined): Change {
  return withHeaders((headers) => ({ ...headers, 'content-type': edit(headers['content-type']) }));
}

/** The body is parsed as if it had come with other headers. */
function withHeaders(edit: (headers: IncomingHttpHeaders) => IncomingHttpHeaders): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      parse: (declared, headers, received) => inner.parse(declared, edit(headers), received),
    }),
  };
}

/** The body is parsed as if its text had been another; one that can be parsed as it is stays. */
export function withText(
  edit: (text: string) => string,
  encoding: 'utf8' | 'latin1' = 'utf8',
): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      parse(declared, headers, received) {
        const parsed = inner.parse(declared, headers, received);
        if (parsed.ok || parsed.fault !== 'malformed') return parsed;
        return inner.parse(declared, headers, edited(received, encoding, edit));
      },
    }),
  };
}

export function edited(
  received: ReceivedBody,
  encoding: 'utf8' | 'latin1',
  edit: (text: string) => string,
): ReceivedBody {
  if (received.state !== 'received') return received;
  return {
    state: 'received',
    bytes: Buffer.from(edit(Buffer.from(received.bytes).toString(encoding))),
  };
}

/** The text up to the end of the first object, if it has such an end. */
function firstValue(text: string): string {
  for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}', end + 1)) {
    const head = text.slice(0, end + 1);
    try {
      JSON.parse(head);
      return head;
    } catch {
      // The object goes on.
    }
  }
  return text;
}
