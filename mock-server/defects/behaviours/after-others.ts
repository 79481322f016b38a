import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import { refuse } from '../../engine/outcome.ts';
import type { Change } from '../defect.ts';
import { checking } from '../seeing.ts';

/** A credential that nobody has is taken for the last that somebody had. */
export function anyAfterAValidOne(): Change {
  return {
    of: 'steps',
    wrap(inner) {
      let known: string | undefined;
      return {
        ...inner,
        async settle(store, provider, wants, decide) {
          const decision = await inner.settle(store, provider, wants, decide);
          const isUnknown = decision.check === 'authentication' && wants.token !== undefined;
          if (isUnknown && known !== undefined)
            return inner.settle(store, provider, { ...wants, token: known }, decide);
          if (!isUnknown) known = wants.token ?? known;
          return decision;
        },
      };
    },
  };
}

/** Whoever comes after a caller with a wrong credential is taken for him, once. */
export function refusedOnceAfterAWrongOne(): Change {
  let isShut = false;
  return checking<Authentication>('authentication', (inner, context, { invalid }) => {
    const stop = inner(context);
    const wasShut = isShut;
    isShut = stop !== undefined;
    return stop ?? (wasShut ? refuse(invalid) : undefined);
  });
}
