import { expect } from 'vitest';
import { type Attempt, type Filer, isAcknowledged, keyOf } from './filer.ts';

const countOf = (names: readonly unknown[]): Map<unknown, number> => {
  const counts = new Map<unknown, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** How many notifications come with a ticket of the filer's. */
const notified: Partial<Record<string, number>> = { mava: 1, tickiti: 1, supportdesk: 2 };

/**
 * Fails unless each acknowledged ticket is stored once, and what is stored is whole: nobody's ticket, no ticket
 * twice, and with each ticket its customer and its notifications, none of them without it.
 */
export async function expectWhole(filer: Filer, attempts: readonly Attempt[]): Promise<void> {
  const { provider } = filer;
  const own = attempts.filter((attempt) => attempt.provider === provider);
  const tickets = await filer.list('tickets');
  const stored = countOf(tickets.map(keyOf));
  const acknowledged = own.filter(isAcknowledged).map(({ key }) => key);
  expect(tickets.length, provider).toBeGreaterThan(0);
  expect(
    acknowledged.filter((key) => stored.get(key) !== 1),
    provider,
  ).toEqual([]);
  expect([...stored.values()].filter((count) => count !== 1)).toEqual([]);
  const sent = new Set(own.map(({ key }) => key));
  expect([...stored.keys()].filter((key) => !sent.has(String(key)))).toEqual([]);

  const expected = notified[provider] ?? 0;
  const told = countOf((await filer.list('notifications')).map(({ ticket }) => ticket));
  expect(told.size).toBe(expected > 0 ? tickets.length : 0);
  expect([...told.values()].filter((count) => count !== expected)).toEqual([]);
  if (provider !== 'tickiti') return;
  const customers = (await filer.list('customers')).map(({ email }) => String(email));
  const made = customers.filter((email) => email.endsWith('@example.com'));
  expect(made.sort()).toEqual([...stored.keys()].map((key) => `${key}@example.com`).sort());
}
