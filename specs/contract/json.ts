/**
 * What a text says as JSON; undefined where it is none.
 *
 * @param deepest levels beyond which it counts as none, for whom is to go through all of it.
 */
export function jsonOf(text: string, deepest = Number.POSITIVE_INFINITY): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return Number.isFinite(deepest) && isDeeper(value, deepest) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

/** More levels than any message of these APIs has. */
export const deepestJson = 200;
