import type { Client, Listed } from './use-double.ts';

/** All that requests can leave behind and the admin API can show. */
export interface State {
  readonly customers: Listed[];
  readonly tickets: Listed[];
  readonly notifications: Listed[];
}

/** What is there now, to be compared with what is there later. */
export async function stateOf(client: Client): Promise<State> {
  const [customers, tickets, notifications] = await Promise.all([
    client.list('customers'),
    client.list('tickets'),
    client.list('notifications'),
  ]);
  return { customers, tickets, notifications };
}

/** What a list has that it did not have before. */
export function added(before: Listed[], after: Listed[]): Listed[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id));
}
