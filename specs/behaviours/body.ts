import { declareKind, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** How a body must arrive before anyone looks at its fields. */
export interface Body {
  readonly kind: 'body';
  readonly mediaTypes: readonly string[];
  readonly maxBytes: number;
  /** Levels of nested objects and arrays. */
  readonly maxDepth: number;
  /** No `Content-Type`, or one that is none of `mediaTypes` in UTF-8. */
  readonly mediaType: Rejection;
  /** No JSON, no bytes at all, or bytes that are not UTF-8. */
  readonly malformed: Rejection;
  readonly tooLarge: Rejection;
  readonly tooDeep: Rejection;
  /** The client stopped sending before the end. */
  readonly incomplete: Rejection;
}

export const declared = declareKind(
  'body',
  {
    mediaTypes: { type: 'array', minItems: 1, items: { type: 'string' } },
    maxBytes: { type: 'integer', minimum: 1 },
    maxDepth: { type: 'integer', minimum: 1 },
    mediaType: rejection,
    malformed: rejection,
    tooLarge: rejection,
    tooDeep: rejection,
    incomplete: rejection,
  },
  { isCheck: true, isMandatory: true },
);
