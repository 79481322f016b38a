import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a double's throughput is compared with: reads JSON, answers JSON, and neither checks nor keeps anything. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.stringify({ ok: true, fields: Object.keys(parse(chunks)).length });
    response.writeHead(201, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

function parse(chunks: readonly Buffer[]): object {
  return JSON.parse(Buffer.concat(chunks).toString());
}
