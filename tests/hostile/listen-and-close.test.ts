import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createDouble } from '../../mock-server/index.ts';

/** Binds a port, any that is free for 0, and lets go of it. */
async function bind(port: number): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
  return bound;
}

it('opens no port that outlives a double which is closed while it begins to listen', async () => {
  const port = await bind(0);
  const double = await createDouble({ providers: ['mava'] });
  const [listening] = await Promise.allSettled([double.listen({ port }), double.close()]);
  expect(listening).toMatchObject({
    status: 'rejected',
    reason: { message: 'the double is closed: create a new one' },
  });
  expect(await bind(port)).toBe(port);
});

it('does not listen again once it is closed', async () => {
  const double = await createDouble({ providers: ['mava'] });
  await double.close();
  await expect(double.listen()).rejects.toThrow('create a new one');
});
