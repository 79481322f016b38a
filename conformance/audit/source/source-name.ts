/**
 * Where a journal came from, in words for a report. One that is full may have lost its beginning: retries whose
 * first attempts are missing are judged by what is left of them.
 *
 * @param bound the most that is kept.
 */
export function sourceName(name: string, kept: number, bound: number): string {
  return kept < bound ? name : `${name}, its newest ${kept} requests`;
}
