import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** In milliseconds: for a Java machine to start on one core among others that start too. */
export const patience = 90_000;

/**
 * The first address of a server in what it prints; the rest is read and thrown away. Undefined when the output ends
 * without one, or none has come in time: then the server may still run.
 */
export async function printedAddress(
  output: Readable,
  within = patience,
): Promise<string | undefined> {
  const lines = createInterface({ input: output, signal: AbortSignal.timeout(within) });
  for await (const line of lines) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (!address) continue;
    output.resume();
    return address;
  }
  return undefined;
}
