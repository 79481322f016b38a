/** Members, as JSON is written, of which there is a lot. */
export const lots: Readonly<Record<string, string>> = {
  'huge-list': listOf('0', 100_000),
  'huge-list-of-null': listOf('null', 5_000),
  'huge-list-of-objects': listOf('{}', 20_000),
  'huge-list-of-lists': listOf('[]', 20_000),
  'huge-list-of-texts': listOf('""', 20_000),
  'huge-text': `"doublecheck":"${'x'.repeat(200_000)}"`,
  'huge-escaped-text': `"doublecheck":"${'\\u0041'.repeat(5_000)}"`,
  'brackets-in-text': `"doublecheck":"${'[{'.repeat(5_000)}\\"[\\\\"`,
  'many-members': Array.from({ length: 2_000 }, (_, i) => `"m${i}":${i}`).join(),
  'many-long-names': Array.from({ length: 100 }, (_, i) => `"${'n'.repeat(1000)}${i}":0`).join(),
};

function listOf(item: string, times: number): string {
  return `"doublecheck":[${`${item},`.repeat(times - 1)}${item}]`;
}

/** A value of so many levels, the innermost an empty one or a text. */
export const nests: Readonly<Record<string, (levels: number) => string>> = {
  'deep-lists': (levels) => '['.repeat(levels) + ']'.repeat(levels),
  'deep-objects': (levels) => `${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}`,
  'deep-mixed': (levels) => mixed(levels),
  'deep-empty-names': (levels) => `${'{"":'.repeat(levels)}null${'}'.repeat(levels)}`,
};

function mixed(levels: number): string {
  const kinds = Array.from({ length: levels }, (_, i) => i % 2 === 0);
  const ends = kinds.map((isList) => (isList ? ']' : '}')).reverse();
  return `${kinds.map((isList) => (isList ? '[' : '{"x":')).join('')}0${ends.join('')}`;
}
