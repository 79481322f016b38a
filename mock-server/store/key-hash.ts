/**
 * 53 bits for a value in its scope, such as an idempotency key: what it is found by, since an index over them stays
 * small. Values that share them are told apart by themselves.
 */
export function keyHash(scope: string, value: string): number {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (const part of [scope, value]) {
    for (let index = 0; index < part.length; index += 1) {
      const letter = part.charCodeAt(index);
      low = Math.imul(low ^ letter, 2654435761);
      high = Math.imul(high ^ letter, 1597334677);
    }
    // Between the parts, so that no letter can move from one to the next.
    low = Math.imul(low ^ (low >>> 15), 2246822507);
    high = Math.imul(high ^ (high >>> 13), 3266489909);
  }
  low ^= high >>> 16;
  high ^= low >>> 13;
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
