import { visible } from './visible.ts';

/** A piece of XML or HTML that is safe to stand in a document: only `markup` makes it. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: text is escaped, lists are joined, false and undefined are nothing. */
export type Content = Markup | string | number | false | undefined | readonly Content[];

/**
 * Writes XML or HTML; whatever is put in is escaped, unless it is such a piece itself.
 *
 * @example
 * markup`<li title="${hostile}">${items.map((item) => markup`<b>${item}</b>`)}</li>`.toString();
 */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(
    parts
      .map((part, index) => part + (index < contents.length ? show(contents[index]) : ''))
      .join(''),
  );
}

/** Text of the program's own, such as a style sheet, that stands as it is. */
export function verbatim(text: string): Markup {
  return new Markup(text);
}

function show(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.toString();
  if (Array.isArray(content)) return content.map(show).join('');
  return escapeText(String(content));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // As themselves they would be read as spaces and line feeds in attributes.
  '\t': '&#9;',
  '\r': '&#13;',
};

function escapeText(text: string): string {
  return visible(text).replace(/[&<>"'\t\r]/g, (character) => entities[character] ?? '');
}
