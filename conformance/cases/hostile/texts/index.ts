import { encodedTexts } from './encoded.ts';
import { hugeTexts } from './huge.ts';
import { injections } from './injections.ts';
import { paths } from './paths.ts';
import type { HostileText } from './text.ts';
import { unicodeTexts } from './unicode.ts';
import { words } from './words.ts';

export type { HostileText } from './text.ts';

/** Every hostile text, family by family. */
export const hostileTexts: readonly HostileText[] = [
  ...unicodeTexts,
  ...injections,
  ...paths,
  ...encodedTexts,
  ...words,
  ...hugeTexts,
];
