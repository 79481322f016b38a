import Mustache from 'mustache';
import { put } from '../../cases/draft.ts';
import type { Maker } from '../../cases/maker.ts';
import type { Subject } from '../../cases/subject.ts';
import type { Entity } from '../../target/target.ts';

type Data = Readonly<Record<string, unknown>>;

interface Body {
  readonly template_identifier?: unknown;
  readonly intervention?: unknown;
  readonly data?: unknown;
}

/** Gives a request the data that its template, or those of its intervention, bind. */
export function bindData(body: unknown, subject: Subject, maker: Maker, role: string): unknown {
  const { template_identifier, intervention, data } = (body ?? {}) as Body;
  const templates = [
    ...subject.known.own('template', role).filter(({ id }) => id === template_identifier),
    ...templatesOf(subject, intervention, role),
  ];
  const started = subject.known.own('intervention', role).find(({ id }) => id === intervention);
  const bound = [...templates, ...(started ? [started] : [])].map((one) => sampleData(one, maker));
  const needed = Object.assign({}, ...bound) as Data;
  if (Object.keys(needed).length === 0 || typeof data !== 'object' || data === null) return body;
  // What the request has already stays.
  return put(body, ['data'], { ...needed, ...data });
}

/** The templates that an intervention renders, as far as the target tells its steps. */
export function templatesOf(
  { known }: Pick<Subject, 'known'>,
  id: unknown,
  role: string,
): Entity[] {
  const intervention = known.own('intervention', role).find((one) => one.id === id);
  const steps = (intervention?.steps ?? []) as { respond?: string }[];
  const all = known.own('template', role);
  return steps.flatMap(({ respond }) => all.filter((template) => template.id === respond));
}

/** What the target gives as an example, or a text for each name that the template has outside of sections. */
export function sampleData(template: Entity, maker: Maker): Data {
  if (typeof template.data === 'object' && template.data !== null) return template.data as Data;
  return Object.fromEntries(namesIn(template).map((name) => [name, maker.word()]));
}

/** The names that a template binds outside of sections. */
export function namesIn(template: Entity): string[] {
  return tokensOf(template).flatMap(([kind, name]) =>
    kind === 'name' || kind === '&' ? [name] : [],
  );
}

/** The names of the sections that a template leaves out when they are not bound. */
export function sectionsIn(template: Entity): string[] {
  return tokensOf(template).flatMap(([kind, name]) => (kind === '#' ? [name] : []));
}

/** What stands in the double braces of a template, on its outermost level, each once. */
function tokensOf({ subject, content }: Entity): [kind: string, name: string][] {
  const texts = [subject, content].filter((text) => typeof text === 'string');
  const spans = texts.flatMap((text) => Mustache.parse(text));
  const tokens = spans.map(([kind, name]): [string, string] => [String(kind), String(name)]);
  return [...new Map(tokens.map((token) => [token.join(), token])).values()];
}
