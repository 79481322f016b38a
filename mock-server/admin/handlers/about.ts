import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../specs/contract/root.ts';
import { StoreFailure } from '../../faults.ts';
import type { AdminContext, Handler } from '../context.ts';
import { readAdminDocument } from '../document.ts';

const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

/** Whether the double works, and what it can be asked. */
export function aboutHandlers({
  providers,
  service,
  defects,
}: AdminContext): Record<string, Handler> {
  return {
    async health() {
      const about = {
        version,
        providers: providers.map(({ name }) => name),
        ...(defects.on.length > 0 && { defects: defects.on }),
      };
      try {
        await service.store.check();
        const sandboxes = (await service.store.sandboxes()).length;
        return { body: { status: 'ok', ...about, sandboxes } };
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        return { status: 503, body: { status: 'failing', ...about, reason: error.message } };
      }
    },
    describe: async () => ({ body: readAdminDocument() }),
  };
}
