import { afterEach, expect, it, vi } from 'vitest';
import { createDouble, type Double } from '../../mock-server/index.ts';

const trouble = vi.hoisted(() => ({ left: 1 }));
vi.mock('../../mock-server/admin/app.ts', async (original) => {
  const real = await original<typeof import('../../mock-server/admin/app.ts')>();
  return {
    createAdminApp: (...args: Parameters<typeof real.createAdminApp>) => {
      trouble.left -= 1;
      if (trouble.left >= 0) throw new Error('too many open files');
      return real.createAdminApp(...args);
    },
  };
});

let double: Double | undefined;
afterEach(() => double?.close());

it('is tried again by the next call when the admin API could not be loaded', async () => {
  double = await createDouble({ providers: ['mava'] });
  const address = await double.listen();
  const call = () => fetch(`${address}/_doublecheck/health`);
  expect((await call()).status).toBe(500);
  expect((await call()).status).toBe(200);
});
