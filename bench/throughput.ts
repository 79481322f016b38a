import { type Provider, providers } from '../specs/contract/providers.ts';
import { fileHere, startChild } from './child-server.ts';
import { firstCreation, requestOf, shots, whileServing } from './creation.ts';
import { loadWith, type Throughput } from './load.ts';

/** One row: what was asked of whom, and how it bore it. */
export interface ThroughputRow extends Throughput {
  readonly subject: string;
  readonly request: string;
}

/** The bare server first, then every provider's creation of a ticket, one process after another. */
export async function measureThroughput(): Promise<ThroughputRow[]> {
  const rows = [await measureBare()];
  for (const provider of providers) rows.push(await measureDouble(provider));
  return rows;
}

/** With the request that a double gets, so that both read as much. */
async function measureBare(): Promise<ThroughputRow> {
  const { operation, example } = firstCreation('tickiti');
  const server = await startChild([fileHere('servers/bare-http.ts')]);
  try {
    const next = shots('tickiti', example, { header: 'authorization', values: ['Bearer none'] });
    const measured = await loadWith(server.address, 201, next);
    return { subject: 'bare node:http', request: requestOf(operation), ...measured };
  } finally {
    await server.stop();
  }
}

function measureDouble(provider: Provider): Promise<ThroughputRow> {
  return whileServing(provider, [], async ({ server, status, next }) => {
    const measured = await loadWith(server.address, status, next);
    const request = requestOf(firstCreation(provider).operation);
    return { subject: provider, request, ...measured };
  });
}
