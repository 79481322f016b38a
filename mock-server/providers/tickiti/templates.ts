import Mustache from 'mustache';
import { valueAt } from '../../../specs/contract/pointer.ts';
import type { Entity } from '../../engine/facts.ts';

/** A text as its template and the bound data make it. */
export interface Rendered {
  readonly subject: string;
  readonly content: string;
}

/** Renders a Mustache template; the texts are plain, so nothing is escaped for HTML. */
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

/** The values that a template needs and the data lacks. A section asks for nothing: without its value it is left out. */
export function lackingValues({ data: template }: Entity, data: object): string[] {
  const names = [template.subject, template.content].flatMap((text) =>
    Mustache.parse(String(text)).flatMap(([type, name]) =>
      type === 'name' || type === '&' ? [name] : [],
    ),
  );
  const isLacking = (name: string) => (valueAt(data, name.split('.')) ?? null) === null;
  return [...new Set(names)].filter(isLacking);
}
