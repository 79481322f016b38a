import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { adminOf, credentialsOf } from '../credentials.ts';
import { creationLoad } from './creation-load.ts';
import { fire } from './generator.ts';
import type { Load } from './load.ts';
import { workOf } from './process-figures.ts';
import type { Server } from './server.ts';
import { openDouble } from './subjects/double.ts';

/** Requests whose cost is measured, always as many: connecting is a part of it. */
export const slice = 5_000;
/** Until the compiler has done what it will. */
const warmUp = 60_000;
/** Of one burst, in seconds. */
const patience = 3;

/** What a creation costs the processor over the next requests. */
export async function costOf(server: Server, load: Load) {
  const before = workOf(server.pid);
  const requests = await send(server, load, slice);
  return { requests, microseconds: (workOf(server.pid) - before) / requests };
}

/** In short bursts, since one that has sent enough waits for its end nevertheless. */
export async function send({ address }: Server, load: Load, amount: number): Promise<number> {
  let sent = 0;
  while (sent < amount) {
    const { requests } = await fire(address, load, { seconds: patience, most: amount - sent });
    sent += requests;
  }
  return sent;
}

/** A new double, when the compiler has seen the code; its state is as on the first day. */
export async function whileGrowing<T>(
  work: (server: Server, load: Load) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-growth-'));
  const server = await openDouble('tickiti', folder);
  try {
    const load = creationLoad('tickiti', await credentialsOf(server, 'tickiti'));
    await send(server, load, warmUp);
    await adminOf(server.address).call('POST', '/reset');
    return await work(server, load);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}
