import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the proxy stands before: answers each request at once with the text of its first argument. */
const [, , answer = '{}', id = ''] = process.argv;
let count = 0;
const server = createServer(async (request, response) => {
  await text(request);
  count += 1;
  const own = id === '' ? answer : answer.replaceAll(id, count.toString(16).padStart(24, '0'));
  response.writeHead(201, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(own),
  });
  response.end(own);
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
