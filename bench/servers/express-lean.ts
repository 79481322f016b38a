import type { AddressInfo } from 'node:net';
import express from 'express';

/** What bare-http.ts does, routed by Express: it reads and writes as Node itself does. */
const app = express();
app.disable('x-powered-by');
app.post('/{*path}', (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const fields = Object.keys(JSON.parse(Buffer.concat(chunks).toString())).length;
    const body = JSON.stringify({ ok: true, fields });
    response.writeHead(201, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
