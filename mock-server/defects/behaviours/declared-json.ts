import type { IncomingHttpHeaders } from 'node:http';
import { parsePointer, valueAt } from '../../../specs/contract/pointer.ts';
import type { Change, DefectsOf } from '../defect.ts';
import { type Candidate, named } from '../derived/candidate.ts';

/** The clause that an operation cites for its body as a whole: that it is JSON, and declared so. */
export const defects: DefectsOf = ({ document, operations }) =>
  named(
    operations.flatMap((operation) => {
      const path = [...parsePointer(operation.pointer), 'requestBody', 'x-clause'];
      const clause = valueAt(document, path);
      if (typeof clause !== 'string') return [];
      const of = (
        what: string,
        edit: (type: string | undefined) => string | undefined,
      ): Candidate => ({
        clause,
        what,
        place: '',
        changes: [withType(edit)],
      });
      return [
        of('refuses-a-charset', (type) => (type?.includes('charset') ? 'text/plain' : type)),
        of('refuses-capitals', (type) => (type !== type?.toLowerCase() ? 'text/plain' : type)),
        of('takes-any-json', (type) => (type?.includes('json') ? 'application/json' : type)),
        of('takes-any-type', () => 'application/json'),
      ];
    }),
  );

function withType(edit: (type: string | undefined) => string | undefined): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      parse(declared, headers, received) {
        const seen: IncomingHttpHeaders = {
          ...headers,
          'content-type': edit(headers['content-type']),
        };
        return inner.parse(declared, seen, received);
      },
    }),
  };
}
