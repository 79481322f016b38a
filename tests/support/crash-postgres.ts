import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, type PostgresServer } from './postgres.ts';

/** How a server can end: waiting for nobody, without tidying up, or without knowing it. */
export type Ending = 'SIGINT' | 'SIGQUIT' | 'SIGKILL';

/** Ends a server by a signal to its first process, and waits until nobody listens any more. */
export async function crash(server: PostgresServer, ending: Ending): Promise<void> {
  const [row] = await ask(server.url, `SELECT pg_read_file('postmaster.pid') AS file`);
  process.kill(Number.parseInt(String(row?.file), 10), ending);
  while (await isListening(server.url)) await delay(10);
}

/** Starts a server that has crashed; what is left of it may take a moment to go. */
export async function startAgain(server: PostgresServer): Promise<void> {
  for (let trial = 1; ; trial += 1) {
    try {
      return await server.start();
    } catch (error) {
      if (trial === 50) throw error;
      await delay(100);
    }
  }
}

/** Removes a server, whether it was started again or not. */
export async function removeCrashed(server: PostgresServer): Promise<void> {
  // Who crashed cannot be waited for any more.
  if (!(await isListening(server.url))) await startAgain(server);
  await server.remove();
}

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
