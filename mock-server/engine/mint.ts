import { randomFillSync } from 'node:crypto';

/** Makes up ids from a form: `{ulid}`, `{uuid}`, `{objectid}` and `{cuid}` are filled in, the rest stands. */
export type Mint = (form: string, now: number) => string;

/** Fills a buffer with random bytes. */
export type RandomSource = (bytes: Uint8Array) => void;

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** An id maker over a source of randomness; a source that repeats itself gives the same ids again. */
export function createMint(random: RandomSource = pooledRandom()): Mint {
  const draw = (count: number): Uint8Array => {
    const bytes = new Uint8Array(count);
    random(bytes);
    return bytes;
  };
  const spell = (alphabet: string, count: number) =>
    Array.from(draw(count), (byte) => alphabet[byte % alphabet.length]).join('');
  const hex = (count: number) => Buffer.from(draw(count)).toString('hex');

  const forms: Record<string, (now: number) => string> = {
    ulid: (now) => timePart(now) + spell(crockford, 16),
    uuid: () => uuid(draw(16)),
    objectid: (now) =>
      Math.floor(now / 1000)
        .toString(16)
        .padStart(8, '0')
        .slice(-8) + hex(8),
    cuid: () => `c${spell(base36, 24)}`,
  };
  return (form, now) => form.replace(/\{(\w+)\}/g, (_, name: string) => forms[name]?.(now) ?? '');
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
  const hex = Buffer.from(bytes).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** The system's randomness, fetched 4 KiB at a time: a call for each id would cost more than the id. */
function pooledRandom(): RandomSource {
  const pool = new Uint8Array(4096);
  let used = pool.length;
  return (bytes) => {
    if (used + bytes.length > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + bytes.length));
    used += bytes.length;
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
