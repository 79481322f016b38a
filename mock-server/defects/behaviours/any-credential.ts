import type { Change } from '../defect.ts';

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
