import type { Authorisation } from '../../../specs/behaviours/authorisation.ts';
import { bodyOf } from '../../engine/request.ts';
import { type DefectsOf, defect } from '../defect.ts';
import { checking } from '../seeing.ts';

/** Credentials are let in that lack the ability. */
export const defects: DefectsOf = ({ operations }) =>
  operations.flatMap((operation) =>
    operation.behaviours
      .filter(({ kind }) => kind === 'authorisation')
      .flatMap((declared) => {
        const { clause } = (declared as Authorisation).lacking;
        const passing = (what: string, isPassed: (body: unknown) => boolean) =>
          defect(
            clause,
            what,
            checking<Authorisation>(
              'authorisation',
              (inner, context) => (isPassed(bodyOf(context.request)) ? undefined : inner(context)),
              (_declared, { id }) => id === operation.id,
            ),
          );
        const isObject = (body: unknown) => typeof body === 'object' && body !== null;
        return [
          passing('not-looked-at', () => true),
          passing('looked-at-after-the-body', (body) => !isObject(body)),
        ];
      }),
  );
