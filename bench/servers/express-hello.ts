import type { AddressInfo } from 'node:net';
import express from 'express';

/** What a double's start is compared with: Express, and nothing to say but hello. */
const app = express();
app.post('/', (_request, response) => {
  response.status(201).json({ hello: 'world' });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
