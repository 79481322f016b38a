import type { Evidence } from '../report.ts';

/** So many attempts of a finding are shown; what is left out is in the JSON. */
const shownAttempts = 12;

/** So many letters of a key, of its beginning and of its end, which counters change. */
const shownOfKey = 8;
const shownOfItsEnd = 4;

/** So many letters of a request's line. */
const shownOfRequest = 80;

/** An attempt in words, short enough for a line. */
export interface Shown {
  readonly evidence: Evidence;
  /** `#12`. */
  readonly entry: string;
  /** Since the first request of the journal: `+1.204 s`. */
  readonly at: string;
  readonly request: string;
  /** Undefined where none was sent. */
  readonly key: ShownKey | undefined;
  /** `503`, `no answer`. */
  readonly status: string;
  readonly troubles: string;
  /** `0.012 s`. */
  readonly took: string;
}

/** A key in short, and a letter that it shares with no other key of the same timeline: beginnings may agree. */
export interface ShownKey {
  readonly letter: string;
  /** The place of the letter, from 0. */
  readonly nth: number;
  readonly short: string;
}

export interface Timeline {
  readonly attempts: readonly Shown[];
  /** How many more there are. */
  readonly more: number;
}

/** What a finding rests on, in its order. */
export function timelineOf(evidence: readonly Evidence[]): Timeline {
  const shown = evidence.slice(0, shownAttempts);
  const keys = [...new Set(shown.flatMap(({ key }) => key ?? []))];
  return {
    attempts: shown.map((one) => shownOf(one, keys)),
    more: evidence.length - shown.length,
  };
}

function shownOf(evidence: Evidence, keys: readonly string[]): Shown {
  const { entry, at, seconds, request, key, status, troubles = [] } = evidence;
  return {
    evidence,
    entry: `#${entry}`,
    at: `+${at.toFixed(3)} s`,
    request: shortened(request, shownOfRequest),
    key: key === undefined ? undefined : shownKey(key, keys.indexOf(key)),
    status: status === null ? 'no answer' : String(status),
    troubles: troubles.join(', '),
    took: `${seconds.toFixed(3)} s`,
  };
}

function shownKey(key: string, nth: number): ShownKey {
  return { letter: String.fromCharCode(65 + nth), nth, short: shortKey(key) };
}

function shortKey(key: string): string {
  const letters = [...key];
  if (letters.length <= shownOfKey + shownOfItsEnd + 1) return key;
  return `${letters.slice(0, shownOfKey).join('')}…${letters.slice(-shownOfItsEnd).join('')}`;
}

function shortened(text: string, longest: number): string {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : text;
}

/** A line for each attempt, its parts below one another: `#12  +1.204 s  POST /api/create_ticket  …`. */
export function timelineLines({ attempts }: Timeline): readonly string[] {
  const rows = attempts.map(cellsOf);
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row, at))));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .filter((cell) => cell !== '')
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf({ entry, at, request, key, status, troubles, took }: Shown): readonly string[] {
  return [
    entry,
    at,
    request,
    key ? `key ${key.letter} ${key.short}` : '',
    `→ ${status}${troubles === '' ? '' : ` (${troubles})`}`,
    took,
  ];
}

function widthOf(row: readonly string[], at: number): number {
  return row[at]?.length ?? 0;
}

/** Undefined where all are shown. */
export function moreOf({ more }: Timeline): string | undefined {
  return more > 0 ? `and ${more} more, which the JSON has` : undefined;
}
