import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDouble, type Double } from '../../mock-server/index.ts';

const later: RequestHandler = (_request, _response, next) => void setImmediate(next);
const drain: RequestHandler = (request, _response, next) => {
  request.resume().on('end', () => setImmediate(next));
};

describe('a double behind middleware of the user’s', () => {
  let double: Double;
  let server: Server;
  beforeEach(async () => {
    double = await createDouble({ providers: ['mava'], bodyTimeout: 200 });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await double.close();
  });

  const serve = async (...before: RequestHandler[]): Promise<number> => {
    server = createServer(express().use('/there', ...before, double.app));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const post = (port: number) =>
    fetch(`http://127.0.0.1:${port}/there/mava/api/ticket`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'x-auth-token': 'mava_harbor_primary' },
      body: '{}',
    });

  it.each([
    ['nothing', []],
    ['a parser', [express.json()]],
    ['who takes time', [later]],
  ])('reads the body after %s', async (_what, before: RequestHandler[]) => {
    const answer = await post(await serve(...before));
    expect(answer.status).not.toBe(408);
    expect(answer.status).toBeLessThan(500);
  });

  it('says that the body did not come when somebody has read it and kept it', async () => {
    const answer = await post(await serve(drain));
    expect(answer.status).toBe(408);
  });

  it('closes though a client went away before it was looked at', async () => {
    let lookedAt = () => {};
    const looked = new Promise<void>((resolve) => {
      lookedAt = resolve;
    });
    const port = await serve((request, _response, next) => {
      request.on('close', () => {
        next();
        lookedAt();
      });
    });
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST /there/mava/api/ticket HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n');
      socket.end();
      socket.destroy();
    });
    await looked;
    await double.close();
  });
});
