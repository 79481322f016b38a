import type { Response } from 'supertest';
import type { Client } from '../../support/use-double.ts';

/** What the world has, by the names that the tests use. */
export const nora = '64c1d2e3f4a5b6c7d8e9f001';
export const imke = '645ghi1234567890abcdef34';
export const quill = '645abc1234567890abcdef35';
export const tier = '64f4a5b6c7d8e9f0a1b2c301';

export function createTicket(client: Client, body: unknown, role = 'primary'): Promise<Response> {
  return client.send(role, { path: '/api/ticket', body });
}

/** Creates as many tickets at once, and answers with the statuses. */
export async function statusesOf(client: Client, count: number, role?: string): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => createTicket(client, { customerId: nora }, role)),
  );
  return answers.map(({ status }) => status);
}
