import type { AddressInfo } from 'node:net';
import express from 'express';

/** What bare-http.ts does, as everyone writes it with Express. */
const app = express();
app.use(express.json());
app.post('/{*path}', (request, response) => {
  response.status(201).json({ ok: true, fields: Object.keys(request.body).length });
});
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
