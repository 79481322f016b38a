import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import {
  connectTo,
  doorTo,
  httpServer,
  listenTo,
  rawServer,
  served,
  watchBefore,
} from './support.ts';

const headers = { 'Content-Type': 'application/json', 'x-auth-token': 'my-own-token' };

/** Sends what is given of a body and waits for the answer; more never comes. */
async function upload(address: string, part: string, more: http.OutgoingHttpHeaders) {
  const options = { method: 'POST', headers: { ...headers, ...more } };
  const request = http.request(`${address}/api/ticket`, options);
  request.on('error', () => {}).flushHeaders();
  if (part !== '') request.write(part);
  const [answer] = await once(request, 'response');
  await text(answer);
  request.destroy();
  return answer.statusCode;
}

it('a body that was refused before its end is unknown: nobody is judged by it, and it is not recorded', async () => {
  const refuse = (_request: http.IncomingMessage, response: http.ServerResponse) =>
    response.writeHead(413, { 'Content-Type': 'application/json' }).end('{"error":"TOO_LARGE"}');
  const server = http.createServer((request, response) => {
    request.once('data', () => refuse(request, response));
  });
  const { address, close } = await watchBefore(await served(server.on('checkContinue', refuse)), {
    record: true,
  });
  const asking = { Expect: '100-continue', 'Content-Length': 2_500_130 };
  expect(await upload(address, '', asking)).toBe(413);
  expect(await upload(address, '{"customerId":', { 'Content-Length': 5000 })).toBe(413);
  expect(await upload(address, '{"customerId":', { 'Transfer-Encoding': 'chunked' })).toBe(413);
  const { lines, report, recording } = await close();
  expect(lines).toMatchObject([
    { request: { body: '', size: 2_500_130 }, answer: { status: 413 } },
    { request: { body: '{"customerId":', size: 5000 }, answer: { status: 413 } },
    { request: { body: '{"customerId":', size: 15 }, answer: { status: 413 } },
  ]);
  expect(report.stopped?.by).toBe('nothing-passed');
  expect(recording.size).toBe(0);
  const { findings } = auditClient(loadProvider('mava'), lines, { source: address });
  expect(findings.filter(({ rule }) => rule === 'request/valid')).toEqual([]);
});

describe('an upload that is answered before its end', () => {
  const size = 30 * 1024 * 1024;
  const head = `POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: ${size}\r\n\r\n`;
  const no = 'HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno';

  /** Has all of it written, and reads only then. */
  async function writeAll(address: string) {
    const client = connectTo(address).on('error', () => {});
    client.write(head);
    await new Promise((written) => client.write(Buffer.alloc(size), written));
    return client;
  }

  it('goes on to its end, and the connection with it', async () => {
    let read = 0;
    const upstream = await httpServer((request, response) => {
      response.writeHead(401, { 'Content-Length': 2 }).end('no');
      request.on('data', ({ length }) => {
        read += length;
      });
    });
    const { address, close } = await doorTo(upstream);
    const client = await writeAll(address);
    const heard = listenTo(client);
    client.write('GET /b HTTP/1.1\r\nHost: h\r\n\r\n');
    await heard.until(/401[\s\S]*no[\s\S]*401[\s\S]*no$/);
    expect(read).toBe(size);
    const [upload, next] = await close();
    expect(upload).toMatchObject({ request: { isOver: true, body: { size } } });
    expect(upload?.hungUp).toBeUndefined();
    expect(next?.request.path).toBe('/b');
  });

  it('does not keep the client from its answer where the server takes no more of it', async () => {
    const upstream = await rawServer((socket) => socket.once('data', () => socket.end(no)));
    const { address, close } = await doorTo(upstream);
    const client = await writeAll(address);
    expect(await listenTo(client).end()).toMatch(/no$/);
    expect(await close()).toMatchObject([{ answer: { status: 401 }, request: { isOver: false } }]);
  });

  it('does not keep the client from an answer that says that the connection is closed', async () => {
    const upstream = await rawServer((socket) =>
      socket.once('data', () => socket.write(no.replace('\r\n', '\r\nConnection: close\r\n'))),
    );
    const { address, close } = await doorTo(upstream);
    const client = await writeAll(address);
    expect(await listenTo(client).end()).toMatch(/no$/);
    const [passed] = await close();
    expect(passed).toMatchObject({ answer: { status: 401 }, request: { isOver: false } });
    expect(passed?.hungUp).toBeUndefined();
  });

  it('ends with the client that sends it', async () => {
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>();
    const upstream = await rawServer((socket) => {
      socket.once('data', () => socket.write(no));
      socket.once('close', closed);
    });
    const { address, close } = await doorTo(upstream);
    const client = connectTo(address);
    client.write(head);
    await listenTo(client).until(/no$/);
    client.destroy();
    await isClosed;
    expect(await close()).toMatchObject([{ answer: { status: 401 }, request: { isOver: false } }]);
  });
});

it('bytes that are no text, or are packed, are not recorded: they would not be sent again as they were', async () => {
  const upstream = await httpServer((request, response) => {
    request.resume().once('end', () => {
      response.writeHead(400, { 'Content-Type': 'application/json' });
      response.end('{"error":"INVALID_BODY"}');
    });
  });
  const { address, close } = await watchBefore(upstream, { record: true });
  const send = (body: string | Buffer<ArrayBuffer>, more = {}) =>
    fetch(`${address}/api/ticket`, { method: 'POST', headers: { ...headers, ...more }, body });
  await send(Buffer.from([0x1f, 0x8b, 0xff, 0xfe, 0x00]));
  await send('{"a":1}', { 'Content-Encoding': 'identity, identity' });
  const { lines, recording } = await close();
  expect(lines).toHaveLength(2);
  expect(recording.size).toBe(0);
});
