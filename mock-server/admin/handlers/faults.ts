import type { Faults } from '../../faults.ts';
import type { AdminContext, Handler } from '../context.ts';

/** Trouble that is simulated in a sandbox. */
export function faultHandlers(context: AdminContext): Record<string, Handler> {
  return {
    readFaults: async (input) => ({ body: (await context.sandboxOf(input)).state.faults }),
    async setFaults(input) {
      const { faults } = await context.change(input, (state) => ({
        ...state,
        faults: input.body as Faults,
      }));
      return { body: faults };
    },
  };
}
