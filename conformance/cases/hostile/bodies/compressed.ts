import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

type Packing = (json: string) => Uint8Array;

/** The same bytes on every platform: gzip says on which it was made. */
function gzip(text: string | Uint8Array): Uint8Array {
  const bytes = gzipSync(text);
  bytes[9] = 255;
  return bytes;
}

const bombBytes = 8 * 1024 * 1024;

let packed: Uint8Array | undefined;

/** Always the same: to pack it takes long. */
function bomb(): Uint8Array {
  packed ??= gzip(' '.repeat(bombBytes));
  return packed;
}

/** Bodies that say how they are packed, and are; `[encoding, packing]`. */
export const labelled: Readonly<Record<string, readonly [string, Packing]>> = {
  'gzip-labelled': ['gzip', gzip],
  'gzip-empty': ['gzip', () => gzip('')],
  'gzip-cut': ['gzip', (json) => gzip(json).slice(0, -9)],
  'gzip-spoilt': ['gzip', (json) => spoilt(gzip(json))],
  'gzip-twice': ['gzip, gzip', (json) => gzip(gzip(json))],
  'gzip-bomb': ['gzip', bomb],
  'gzip-capitals': ['GZIP', gzip],
  'x-gzip': ['x-gzip', gzip],
  'deflate-labelled': ['deflate', (json) => deflateSync(json)],
  'brotli-labelled': ['br', (json) => brotliCompressSync(json)],
  'deflate-that-is-gzip': ['deflate', gzip],
  'unknown-encoding': ['doublecheck', (json) => Buffer.from(json)],
};

/** Packed bodies of which nothing says so. */
export const unlabelled: Readonly<Record<string, Packing>> = {
  'gzip-not-labelled': gzip,
  'gzip-empty-not-labelled': () => gzip(''),
  'deflate-not-labelled': (json) => deflateSync(json),
  'deflate-raw-not-labelled': (json) => deflateRawSync(json),
  'brotli-not-labelled': (json) => brotliCompressSync(json),
};

function spoilt(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.fill(0xff, -8);
  return copy;
}
