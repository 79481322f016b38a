import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serve } from '../support/cli.ts';

describe.each(['SIGINT', 'SIGTERM'] as const)('on %s', (signal) => {
  it('doublecheck serve ends well, and its port is free again', async () => {
    const first = await serve(['loop']);
    const { port } = new URL(first.address);
    expect(await first.stop(signal)).toEqual({ code: 0, signal: null });
    const second = await serve(['loop', '--port', port]);
    expect(new URL(second.address).port).toBe(port);
    expect(await second.stop(signal)).toEqual({ code: 0, signal: null });
  });

  it('it does not wait for connections on which nothing is asked', async () => {
    const serving = await serve(['loop']);
    const { port } = new URL(serving.address);
    await (await fetch(`${serving.address}/_doublecheck/health`)).text();
    const idle = connect(Number(port), '127.0.0.1');
    idle.on('error', () => {});
    await new Promise((resolve) => idle.once('connect', resolve));
    expect(await serving.stop(signal)).toEqual({ code: 0, signal: null });
    idle.destroy();
  });

  it('it finishes what it is answering', async () => {
    const serving = await serve(['loop']);
    const upload = connect(Number(new URL(serving.address).port), '127.0.0.1');
    upload.write('POST /v1/support/tickets HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
    await once(upload, 'connect');
    await fetch(`${serving.address}/_doublecheck/health`);
    serving.process.kill('SIGINT');
    await expect.poll(() => isRefused(serving.address)).toBe(true);
    expect(await serving.stop('SIGINT')).toEqual({ code: 1, signal: null });
    upload.destroy();
  });
});

/** Whether nobody listens there any more. */
function isRefused(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.once('connect', () => resolve(false)).once('error', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });
}
