import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../../specs/contract/root.ts';
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
      const sandboxes = (await service.store.sandboxes()).length;
      const names = providers.map(({ name }) => name);
      const trouble = defects.on.length > 0 && { defects: defects.on };
      return { body: { status: 'ok', version, providers: names, sandboxes, ...trouble } };
    },
    describe: async () => ({ body: readAdminDocument() }),
  };
}
