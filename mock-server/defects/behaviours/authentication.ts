import type { IncomingHttpHeaders } from 'node:http';
import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import { securityScheme } from '../../../specs/contract/security.ts';
import { soleBehaviour } from '../../engine/compile.ts';
import type { Request } from '../../engine/request.ts';
import { type Change, type DefectsOf, defect } from '../defect.ts';
import { seeing } from '../seeing.ts';
import { anyAfterAValidOne, refusedOnceAfterAWrongOne } from './after-others.ts';

/** Someone is let in who should not be, or the credential is looked for elsewhere. */
export const defects: DefectsOf = (contract) => {
  const declared = soleBehaviour<Authentication>(contract, 'authentication');
  const { clause, missing, invalid } = declared;
  const { header, prefix } = securityScheme(contract, declared.scheme);
  const credential = (
    edit: (value: string | undefined, headers: IncomingHttpHeaders) => string | undefined,
  ) =>
    seeing('authentication', (request) => ({
      ...request,
      headers: {
        ...request.headers,
        [header]: edit(credentialIn(request.headers, header), request.headers),
      },
    }));

  const isAssumed = (id: string) => contract.clauses.get(id)?.level === 'assumed';
  // Where the document gives the place, a token without its scheme may be taken all the same.
  const bare = defect(
    clause,
    'takes-a-bare-token',
    credential((value) => (value && !/\s/.test(value) ? prefix + value : value)),
  );
  const elsewhere = prefix
    ? [
        defect(
          clause,
          'takes-any-scheme',
          credential((value) => value?.replace(/^\w+ +/, prefix)),
        ),
        defect(
          clause,
          'looks-in-x-api-key-too',
          credential((value, headers) => value ?? withPrefix(prefix, headers['x-api-key'])),
        ),
      ]
    : [
        defect(
          clause,
          'takes-a-bearer-token-too',
          credential((value, headers) => value ?? headers.authorization?.replace(/^Bearer +/i, '')),
        ),
      ];
  // That a credential in another place is none is as documented as that there must be one.
  const mayBeElsewhere = isAssumed(missing.clause) && !isAssumed(clause);
  return [
    ...(mayBeElsewhere ? [] : elsewhere),
    ...(prefix && isAssumed(clause) ? [bare] : []),
    defect(clause, 'refused-once-after-a-wrong-one', refusedOnceAfterAWrongOne()),
    defect(
      missing.clause,
      'taken-for-the-last-caller',
      rememberingCallers(header, (value, callers) => value ?? callers.at(-1)),
    ),
    defect(
      invalid.clause,
      'more-letters-do-not-matter',
      rememberingCallers(
        header,
        (value, callers) => callers.find((known) => isNear(value, known)) ?? value,
      ),
    ),
    defect(
      invalid.clause,
      'fewer-letters-do-not-matter',
      rememberingCallers(
        header,
        (value, callers) => callers.find((known) => isNear(known, value)) ?? value,
      ),
    ),
    defect(invalid.clause, 'any-will-do-after-a-valid-one', anyAfterAValidOne()),
    defect(
      invalid.clause,
      'other-case-does-not-matter',
      credential((value) => value && prefix + value.slice(prefix.length).toLowerCase()),
    ),
  ];
};

/** Whether a text is another and up to three letters more: tokens of sandboxes are much longer than others. */
function isNear(long: string | undefined, short: string | undefined): boolean {
  if (long === undefined || short === undefined || long === short) return false;
  return long.startsWith(short) && long.length - short.length <= 3;
}

function withPrefix(prefix: string, value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? prefix + value : undefined;
}

/** The credential is taken for another, which may be one that came through before. */
function rememberingCallers(
  header: string,
  edit: (value: string | undefined, callers: readonly string[]) => string | undefined,
): Change {
  return {
    of: 'behaviour',
    kind: 'authentication',
    wrap(inner) {
      const callers = new Set<string>();
      const edited = (request: Request): Request => {
        const value = credentialIn(request.headers, header);
        return { ...request, headers: { ...request.headers, [header]: edit(value, [...callers]) } };
      };
      return {
        ...inner,
        ask: (request, wants) => inner.ask?.(edited(request), wants),
        check(context) {
          const stop = inner.check?.({ ...context, request: edited(context.request) });
          const value = credentialIn(context.request.headers, header);
          if (!stop && value !== undefined) callers.add(value);
          return stop;
        },
      };
    },
  };
}

function credentialIn(headers: IncomingHttpHeaders, header: string): string | undefined {
  const value = headers[header];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
