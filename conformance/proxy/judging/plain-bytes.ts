import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** What a small body may unpack to; more is nobody's answer. */
const maxOutputLength = 16 * 1024 * 1024;

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Buffer;

const codings: Readonly<Record<string, Unpack>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  br: brotliDecompressSync,
  deflate: inflated,
};

/** A body without its content coding; undefined where it cannot be undone. */
export function plainBytes(bytes: Buffer, coding: string | undefined): Buffer | undefined {
  const names = (coding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  let plain = bytes;
  for (const name of names.toReversed()) {
    if (name === '' || name === 'identity' || plain.length === 0) continue;
    const unpack = codings[name];
    if (!unpack) return undefined;
    try {
      plain = unpack(plain, { maxOutputLength });
    } catch {
      return undefined;
    }
  }
  return plain;
}

/** Some servers leave out the head that `deflate` has. */
function inflated(bytes: Uint8Array, options: { maxOutputLength: number }): Buffer {
  try {
    return inflateSync(bytes, options);
  } catch {
    return inflateRawSync(bytes, options);
  }
}
