import Mustache from 'mustache';
import type { Entity } from '../../engine/facts.ts';

/** A text as its template and the bound data make it. */
export interface Rendered {
  readonly subject: string;
  readonly content: string;
}

/** Mustache's own parse: kind, name, two positions, and for a section what is inside. */
type Token = readonly [
  kind: string,
  name: string,
  from: number,
  to: number,
  inner?: readonly Token[],
];

/** Renders a Mustache template that was surveyed; the texts are plain, so nothing is escaped for HTML. */
export function render({ data: template }: Entity, data: object): Rendered {
  const view = withoutNull(data);
  const fill = (text: unknown) => Mustache.render(String(text), view, {}, { escape: asText });
  return { subject: fill(template.subject), content: fill(template.content) };
}

/** Objects as JSON: as text they may have none, for a client may name a member `toString`. */
function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Mustache cannot look into a list's items where one is null; empty text is as false, and no trouble. */
function withoutNull(data: object): object {
  return JSON.parse(JSON.stringify(data), (_, value) => value ?? '');
}

/** What rendering would come to: the values that data lacks, and the length of the text. */
export interface Survey {
  readonly lacking: Set<string>;
  length: number;
}

/** How long the texts of one request may become, in letters. */
export const maxRendered = 1_048_576;

/**
 * Walks a template as rendering would, without building its text. A section asks for nothing, without
 * its value it is left out; but what it names inside has to be in its item or in what surrounds it. The
 * walk ends where the text would be too long: a short request can ask for a text without bounds.
 */
export function survey({ data: template }: Entity, data: object, found: Survey): Survey {
  for (const text of [template.subject, template.content]) walk(parse(text), [data], found);
  return found;
}

/** @throws Error when the text is no Mustache template. */
export function parse(text: unknown): readonly Token[] {
  return Mustache.parse(String(text)) as unknown as readonly Token[];
}

/** @param around what names are looked up in, the innermost last. */
function walk(tokens: readonly Token[], around: readonly unknown[], found: Survey): void {
  for (const [kind, name, , , inner = []] of tokens) {
    if (found.length > maxRendered) return;
    if (kind === 'text') found.length += name.length;
    else if (kind === 'name' || kind === '&') note(name, lookUp(name, around), found);
    else if (kind === '#') {
      for (const view of viewsOf(lookUp(name, around))) walk(inner, [...around, view], found);
    } else if (kind === '^' && viewsOf(lookUp(name, around)).length === 0)
      walk(inner, around, found);
  }
}

function note(name: string, value: unknown, found: Survey): void {
  if (name !== '.' && (value ?? null) === null) found.lacking.add(name);
  else found.length += asText(value ?? '').length;
}

/** What a section is repeated for: a list's items, or once for whatever counts as true. */
function viewsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value ? [value] : [];
}

/** The first part of a dotted name decides in which surrounding it is looked up, as in Mustache. */
function lookUp(name: string, around: readonly unknown[]): unknown {
  const [first = '', ...rest] = name.split('.');
  if (name === '.') return around.at(-1);
  const owner = around.findLast((view) => ownValue(view, first) !== undefined);
  return [first, ...rest].reduce(ownValue, owner);
}

function ownValue(view: unknown, name: string): unknown {
  const isObject = typeof view === 'object' && view !== null;
  return isObject && Object.hasOwn(view, name)
    ? (view as Record<string, unknown>)[name]
    : undefined;
}
