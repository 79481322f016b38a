/** A key and where it stands in a JSON text, quotes included. */
interface Key {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The same JSON with every key renamed that an earlier one of its object repeats, so that the first counts.
 *
 * @returns undefined when no key stands twice.
 */
export function renameRepeated(text: string): string | undefined {
  const repeated = repeatedKeys(text);
  if (repeated.length === 0) return undefined;
  return repeated.reduceRight(
    (rest, { from, to }) => `${rest.slice(0, from)}"repeated ${from}"${rest.slice(to)}`,
    text,
  );
}

function repeatedKeys(text: string): Key[] {
  const repeated: Key[] = [];
  const open: Set<string>[] = [];
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (token.endsWith(':')) {
      const quoted = token.slice(0, token.lastIndexOf('"') + 1);
      const seen = open.at(-1);
      if (seen?.has(quoted))
        repeated.push({ name: quoted, from: index, to: index + quoted.length });
      seen?.add(quoted);
    }
  }
  return repeated;
}
