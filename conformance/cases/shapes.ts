import { exampleAt } from './examples.ts';
import type { Field } from './fields.ts';
import type { Maker } from './maker.ts';
import type { Subject } from './subject.ts';

/**
 * What a text is that its schema leaves free, as the contract's own examples show it. A server may ask for
 * the same without a word in its document, so what is sent there is of the same kind.
 */
export interface Shape {
  readonly name: 'media-type' | 'file-name' | 'sentence';
  /** The typical text, new where it may be. */
  make(maker: Maker): string;
  /** Any text made one of this kind; undefined where it cannot be one. */
  of(text: string): string | undefined;
}

/** Other media types than the one that the example shows. */
export const mediaTypes = ['application/pdf', 'image/png', 'text/plain'] as const;

const mediaType = /^[a-z]+\/[\w.+-]+$/;
const fileName = /^[^/\s@]+(\.[a-z0-9]{2,4})$/;
const sentence = /^\p{Lu}.*\s.*[.!?]$/u;

/** The kind of text that stands at a field; undefined for any. */
export function shapeOf(
  subject: Pick<Subject, 'contract' | 'operation'>,
  { pointer, schema: { format, pattern, enum: listed } }: Field,
): Shape | undefined {
  const example = exampleAt(subject, pointer);
  if (typeof example !== 'string' || format || pattern || listed) return undefined;
  if (mediaType.test(example))
    return { name: 'media-type', make: () => example, of: () => undefined };
  const [, ending] = fileName.exec(example) ?? [];
  if (ending !== undefined)
    return {
      name: 'file-name',
      make: (maker) => `${maker.word()}${ending}`,
      of: (text) => `${text.replaceAll(/[^\p{L}\p{N}\p{M}\p{Emoji} ._-]/gu, '-')}${ending}`,
    };
  if (!sentence.test(example)) return undefined;
  return { name: 'sentence', make: (maker) => maker.word(), of: (text) => text };
}
