import { beginChaos } from '../../chaos/begin.ts';
import { createMint } from '../../engine/mint.ts';
import { defaultSandbox } from '../../store/store.ts';
import { forSandbox } from '../../world/seed.ts';
import { AdminError } from '../admin-error.ts';
import { type AdminContext, type Handler, unknownSandbox } from '../context.ts';

/** Sandboxes: made, described, put back, removed. */
export function sandboxHandlers(context: AdminContext): Record<string, Handler> {
  const { store, recorder, progress } = context.service;
  // Never from a seed: a sandbox that came out of a file must not be met again.
  const mint = createMint();
  const describe = async (id: string, origin: string) => ({
    id,
    targets: await context.targets(id, origin),
  });

  return {
    listSandboxes: async () => ({ body: await store.sandboxes() }),
    async createSandbox({ origin }) {
      const id = mint('{cuid}', await store.time());
      const planted = context.seeds.map((seed) => forSandbox(seed, id));
      await store.seed(id, planted);
      return { status: 201, body: await describe(id, origin) };
    },
    async reset(input) {
      const { sandbox } = await context.sandboxOf(input);
      await recorder.flush();
      if (!(await store.reset(sandbox))) throw unknownSandbox(sandbox);
      if (sandbox === defaultSandbox)
        await beginChaos(store, sandbox, context.chaos, context.providers);
      return { body: await describe(sandbox, input.origin) };
    },
    async deleteSandbox({ parameters }) {
      const id = String(parameters.id);
      if (id === defaultSandbox) {
        const mend = 'POST /_doublecheck/reset empties it.';
        throw new AdminError(409, 'the default sandbox cannot be removed', mend);
      }
      await recorder.flush();
      const wasThere = await store.deleteSandbox(id);
      progress.forget(id);
      if (wasThere) return { status: 204 };
      throw unknownSandbox(id);
    },
    async target(input) {
      const { sandbox } = await context.sandboxOf(input);
      const { name } = context.providerNamed(input.parameters.provider);
      return { body: (await context.targets(sandbox, input.origin))[name] };
    },
  };
}
