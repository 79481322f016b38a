import type { Authorisation } from '../../../specs/behaviours/authorisation.ts';
import { type DefectsOf, defect } from '../defect.ts';
import { checking } from '../seeing.ts';

/** Credentials are let in that lack the ability. */
export const defects: DefectsOf = ({ operations }) =>
  operations.flatMap((operation) =>
    operation.behaviours
      .filter(({ kind }) => kind === 'authorisation')
      .flatMap((declared) => {
        const { clause } = (declared as Authorisation).lacking;
        const notLookedAt = checking<Authorisation>(
          'authorisation',
          () => undefined,
          (_declared, { id }) => id === operation.id,
        );
        return [defect(clause, 'not-looked-at', notLookedAt)];
      }),
  );
