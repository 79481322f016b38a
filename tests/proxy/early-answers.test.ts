import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { httpServer, served, watchBefore } from './support.ts';

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
