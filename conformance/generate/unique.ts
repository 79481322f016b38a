import { createHash } from 'node:crypto';
import type { Case } from './case.ts';

/** Names that are made up anew for each case: UUIDs, what the marker stands before, and longer digits. */
function namesWith(marker: string): RegExp {
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  return new RegExp(`${uuid}|(?<=${marker}-)[0-9a-f]{8}|(?=\\d*[a-f])[0-9a-f]{12,}`, 'gi');
}

/**
 * Tells cases apart by what they send, whatever the names in it. It remembers a digest of each: a million
 * cases take some tens of megabytes.
 */
export function createUnique(marker: string): (one: Case) => boolean {
  const madeUp = namesWith(marker);
  const seen = new Set<string>();
  return ({ steps }) => {
    const sent = JSON.stringify(steps.map(({ request, wait }) => [request, wait]));
    const digest = createHash('md5').update(sent.replaceAll(madeUp, '#')).digest('base64');
    if (seen.has(digest)) return false;
    seen.add(digest);
    return true;
  };
}
