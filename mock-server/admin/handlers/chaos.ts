import { beginChaos } from '../../chaos/begin.ts';
import { ChaosError, type ChaosOptions } from '../../chaos/read-chaos.ts';
import type { Chaos } from '../../chaos/trouble.ts';
import { rfc3339 } from '../../clock.ts';
import { AdminError } from '../admin-error.ts';
import type { AdminContext, Handler } from '../context.ts';

/** Trouble that clients meet in a sandbox. */
export function chaosHandlers(context: AdminContext): Record<string, Handler> {
  const { progress } = context.service;
  const describe = (sandbox: string, chaos: Chaos | undefined) => {
    if (!chaos) return { body: {} };
    const { id, since, rules, ...set } = chaos;
    const counts = progress.countsOf(sandbox, chaos);
    const counted = rules.map((rule, index) => ({ ...rule, ...counts[index] }));
    return { body: { ...set, since: rfc3339(since), rules: counted } };
  };

  return {
    async readChaos(input) {
      const { sandbox, state } = await context.sandboxOf(input);
      return describe(sandbox, state.chaos);
    },
    async setChaos(input) {
      const { sandbox } = await context.sandboxOf(input);
      const chaos = await begun(context, sandbox, input.body as ChaosOptions);
      return describe(sandbox, chaos);
    },
  };
}

async function begun({ service, providers }: AdminContext, sandbox: string, asked: ChaosOptions) {
  try {
    return await beginChaos(service.store, sandbox, asked, providers);
  } catch (error) {
    if (error instanceof ChaosError) throw new AdminError(400, error.message, error.mend);
    throw error;
  }
}
