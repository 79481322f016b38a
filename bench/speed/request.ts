import { randomUUID } from 'node:crypto';
import { freshKey, type Load, nextCredential } from './load.ts';

/** A request of a load, by its number. */
export function requestOf({ method, path, headers, body, credentials }: Load, count: number) {
  const key = randomUUID();
  const credential = credentials[count % credentials.length] ?? '';
  const filled = (text: string) =>
    text.replaceAll(freshKey, key).replaceAll(nextCredential, credential);
  const values = Object.entries(headers).map(([name, value]) => [name, filled(value)]);
  const filledHeaders = Object.fromEntries(values) as Record<string, string>;
  return { method, path, headers: filledHeaders, body: filled(body) };
}

/** Sends one request of a load, whatever the answer. */
export async function sendOnce(address: string, load: Load): Promise<void> {
  const { path, ...request } = requestOf(load, 0);
  const answer = await fetch(address + path, request);
  await answer.arrayBuffer();
}
