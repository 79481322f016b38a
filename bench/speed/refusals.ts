import { randomUUID } from 'node:crypto';
import type { Provider } from '../../specs/contract/providers.ts';
import { adminOf, credentialsOf } from '../credentials.ts';
import { answerCheck, creationLoad } from './creation-load.ts';
import { freshKey, type Load } from './load.ts';
import { type Refusal, refusals } from './refusal-table.ts';
import { sendOnce } from './request.ts';
import type { Server } from './server.ts';
import { openSandbox } from './subjects/double.ts';

/** Requests of one caller; the pages allow ninety at most. */
const moreThanAnyLimit = 100;

/**
 * What a double refuses, each load checked for its status, its code and the contract's schema. The double
 * is brought to where it does refuse.
 */
export async function refusalLoads(provider: Provider, server: Server): Promise<Load[]> {
  const loads: Load[] = [];
  for (const refusal of refusals[provider])
    loads.push(await refusalLoad(provider, server, refusal));
  return loads;
}

async function refusalLoad(provider: Provider, server: Server, refusal: Refusal): Promise<Load> {
  const load = await usualLoad(provider, server, refusal);
  const { name, status, code, isUnknown, body } = refusal;
  return {
    ...load,
    name,
    status,
    ...(isUnknown && { credentials: load.credentials.slice(0, 1).map((value) => `${value}_`) }),
    ...(body && { body: JSON.stringify({ ...JSON.parse(load.body), ...body }) }),
    trouble: answerCheck(provider, status, `"${code}"`),
  };
}

async function usualLoad(
  provider: Provider,
  server: Server,
  { role, before }: Refusal,
): Promise<Load> {
  if (before === 'window full') return withFullWindow(provider, server);
  const load = creationLoad(provider, await credentialsOf(server, provider, role));
  return before === 'key used' ? withUsedKey(server, load) : load;
}

async function withUsedKey({ address }: Server, load: Load): Promise<Load> {
  const key = randomUUID();
  const values = Object.entries(load.headers).map(([name, value]) => [
    name,
    value.replaceAll(freshKey, key),
  ]);
  const used = { ...load, headers: Object.fromEntries(values) };
  await sendOnce(address, used);
  return used;
}

/** In a sandbox of its own, since others need the time. */
async function withFullWindow(provider: Provider, { address }: Server): Promise<Load> {
  const { id, credentials } = await openSandbox(address, provider);
  await adminOf(address).call('POST', `/clock?sandbox=${id}`, { freeze: true });
  const load = creationLoad(provider, credentials);
  for (let count = 0; count < moreThanAnyLimit; count += 1) await sendOnce(address, load);
  return load;
}
