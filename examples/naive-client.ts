/**
 * A client as it is written in an afternoon. See what it does to a shop:
 * npm run doublecheck -- certify tickiti --integration 'node examples/naive-client.ts'
 */
import { randomUUID } from 'node:crypto';
import { connection, events, requestFor, type ShopEvent } from './requests.ts';

const { provider, baseUrl, headers } = connection();

async function send(event: ShopEvent): Promise<boolean> {
  // A new request each time, and with it a new key.
  const { path, headers: own, body } = requestFor[provider]?.(event) ?? {};
  const answer = await fetch(`${baseUrl}${path}`, {
    method: 'POST',
    headers: { ...headers, ...own },
    body: JSON.stringify(body?.externalRef ? { ...body, externalRef: randomUUID() } : body),
    signal: AbortSignal.timeout(3_000),
  });
  await answer.json();
  return answer.ok;
}

for (const event of events)
  for (let tries = 1; tries <= 20; tries += 1)
    // It will work the next time.
    if (await send(event).catch(() => false)) break;
