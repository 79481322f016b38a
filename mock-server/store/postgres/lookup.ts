import { hash } from 'node:crypto';
import { encode } from '../text.ts';

/** Longer values do not fit into an index of PostgreSQL. */
const longest = 512;

/**
 * A client's string as what is compared with: itself, or what stands for it where it is long. No two strings
 * become the same text, but for a collision of SHA-256.
 */
export function asLookup(value: string): string {
  const text = encode(value);
  if (text.length <= longest && !text.startsWith('#')) return text;
  return `#${hash('sha256', text, 'base64url')}`;
}
