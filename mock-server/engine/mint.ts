import { randomFillSync } from 'node:crypto';

/** Makes up ids from a form: `{ulid}`, `{uuid}`, `{objectid}` and `{cuid}` are filled in, the rest stands. */
export type Mint = (form: string, now: number) => string;

/** Fills a buffer with random bytes. */
export type RandomSource = (bytes: Uint8Array) => void;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** An id maker over a source of randomness; a source that repeats itself gives the same ids again. */
export function createMint(random: RandomSource = pooledRandom()): Mint {
  const bytes = new Uint8Array(24);
  const draw = (count: number): Uint8Array => {
    const drawn = bytes.subarray(0, count);
    random(drawn);
    return drawn;
  };
  const makers: Record<string, (now: number) => string> = {
    ulid: (now) => timePart(now) + spell(crockford, draw(16)),
    uuid: () => uuid(draw(16)),
    objectid: (now) => secondsPart(now) + hex(draw(8)),
    cuid: () => `c${spell(base36, draw(24))}`,
  };
  return (form, now) => {
    let id = '';
    for (const part of partsOf(form))
      id += typeof part === 'string' ? part : makers[part.make]?.(now);
    return id;
  };
}

type Part = string | { readonly make: string };

/** The contracts' forms taken apart. */
const known = new Map<string, readonly Part[]>();

function partsOf(form: string): readonly Part[] {
  const found = known.get(form);
  if (found) return found;
  const parts = form
    .split(/(\{(?:ulid|uuid|objectid|cuid)\})/)
    .map((part): Part => (/^\{\w+\}$/.test(part) ? { make: part.slice(1, -1) } : part));
  known.set(form, parts);
  return parts;
}

/** What an id is written into: a string that grows letter by letter costs several times as much. */
const letters = Buffer.alloc(36);

function spell(alphabet: string, bytes: Uint8Array): string {
  for (let index = 0; index < bytes.length; index += 1)
    letters[index] = alphabet.charCodeAt((bytes[index] as number) % alphabet.length);
  return letters.toString('latin1', 0, bytes.length);
}

const digits = '0123456789abcdef';

function putHex(byte: number, at: number): void {
  letters[at] = digits.charCodeAt(byte >> 4);
  letters[at + 1] = digits.charCodeAt(byte & 15);
}

function hex(bytes: Uint8Array): string {
  for (let index = 0; index < bytes.length; index += 1) putHex(bytes[index] as number, 2 * index);
  return letters.toString('latin1', 0, 2 * bytes.length);
}

/** 32 bits of seconds. */
function secondsPart(now: number): string {
  return Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0')
    .slice(-8);
}

/** 48 bits of milliseconds as ten letters, so that later ids sort after earlier ones. */
function timePart(now: number): string {
  let rest = Math.max(0, Math.floor(now));
  let letters = '';
  for (let place = 0; place < 10; place += 1) {
    letters = crockford[rest % 32] + letters;
    rest = Math.floor(rest / 32);
  }
  return letters;
}

/** RFC 9562, version 4. */
function uuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let at = 0;
  for (let index = 0; index < 16; index += 1) {
    if (index === 4 || index === 6 || index === 8 || index === 10) letters[at++] = hyphen;
    putHex(bytes[index] as number, at);
    at += 2;
  }
  return letters.toString('latin1', 0, 36);
}

const hyphen = '-'.charCodeAt(0);

/** The system's randomness, fetched 4 KiB at a time: a call for each id would cost more than the id. */
function pooledRandom(): RandomSource {
  const pool = new Uint8Array(4096);
  let used = pool.length;
  return (bytes) => {
    if (used + bytes.length > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = pool[used++] as number;
  };
}

/** A repeatable source for tests: mulberry32 over the seed. */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  return (bytes) => {
    for (let index = 0; index < bytes.length; index += 1) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      bytes[index] = (mixed ^ (mixed >>> 14)) & 0xff;
    }
  };
}
