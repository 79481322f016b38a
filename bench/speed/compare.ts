import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Provider } from '../../specs/contract/providers.ts';
import { refusalLoads } from './refusals.ts';
import { type Entry, playRounds, type Row } from './rounds.ts';
import { bareServers } from './subjects/bare.ts';
import { double } from './subjects/double.ts';
import { otherPeers } from './subjects/peers.ts';
import { prismDefault, prismQuiet } from './subjects/prism.ts';
import type { Opened, Subject } from './subjects/subject.ts';

/** Everything that was measured with one provider's requests. */
export interface Comparison {
  readonly provider: Provider;
  readonly rows: readonly Row[];
  /** Those who could not take part, and why. */
  readonly absent: readonly { readonly name: string; readonly why: string }[];
}

/** The provider with whose operation every peer is measured; with the others' it is Prism alone. */
export const everyonesProvider: Provider = 'tickiti';

/** Who is measured with a provider's requests, the slowest to start last. */
export function subjectsOf(provider: Provider): readonly Subject[] {
  const [bare] = bareServers as [Subject];
  return provider === everyonesProvider
    ? [...bareServers, double, prismQuiet, prismDefault, ...otherPeers]
    : [bare, double, prismQuiet, prismDefault];
}

/** Has them all run at once, and asks one at a time. */
export async function compare(
  provider: Provider,
  subjects: readonly Subject[],
  seconds: number,
): Promise<Comparison> {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-speed-'));
  const opened: Opened[] = [];
  const entries: Entry[] = [];
  const absent: { name: string; why: string }[] = [];
  try {
    for (const subject of subjects) {
      const { name, missing } = subject;
      if (missing) {
        absent.push({ name, why: missing });
        continue;
      }
      const { server, loads } = await subject.open(provider, folder);
      opened.push({ server, loads });
      const refused = subject === double ? await refusalLoads(provider, server) : [];
      for (const load of [...loads, ...refused]) entries.push({ subject: name, server, load });
    }
    return { provider, rows: await playRounds(entries, seconds), absent };
  } finally {
    for (const { server } of opened) await server.stop();
    rmSync(folder, { recursive: true });
  }
}
