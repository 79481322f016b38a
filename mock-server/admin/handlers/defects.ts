import { UnknownDefect } from '../../defects/switch.ts';
import { AdminError } from '../admin-error.ts';
import type { AdminContext, Handler } from '../context.ts';

/** Clauses that are broken on purpose, in the whole double. */
export function defectHandlers(context: AdminContext): Record<string, Handler> {
  const { defects } = context;
  return {
    async readDefects({ parameters }) {
      if (parameters.provider === undefined) return { body: { defects: defects.on } };
      const all = await defects.of(context.providerNamed(parameters.provider));
      const listed = [...all.values()].map(({ id, clause }) => ({ id, clause }));
      return { body: { defects: defects.on, all: listed } };
    },
    async setDefects({ body }) {
      if (context.service.store.isShared) throw notAlone();
      try {
        await defects.set((body as { defects: string[] }).defects);
      } catch (error) {
        if (error instanceof UnknownDefect) throw unknown(error);
        throw error;
      }
      return { body: { defects: defects.on } };
    },
  };
}

function notAlone(): AdminError {
  const problem = 'other doubles may share this store, and they would not have the defects';
  return new AdminError(409, problem, 'Start all of them with --defect <id>.');
}

function unknown({ message, near }: UnknownDefect): AdminError {
  const mend = `Use one like ${near[0]}; GET /_doublecheck/defects?provider=<provider> lists them all.`;
  return new AdminError(400, message, mend);
}
