import type { Plan } from '../../cases/change.ts';
import type { Accepted } from '../../reading/exchange.ts';
import type { Entity } from '../../target/target.ts';

interface Common {
  readonly role: string;
  readonly isPublic: boolean | undefined;
  /** What `data.queue_name` says. */
  readonly queue: string | undefined;
}

/** Which way a request took, and with what. */
export type Path =
  | (Common & { readonly of: 'text' })
  | (Common & { readonly of: 'template' | 'intervention'; readonly entity: Entity });

interface Body {
  readonly template_identifier?: unknown;
  readonly intervention?: unknown;
  readonly is_public?: unknown;
  readonly data?: { readonly queue_name?: unknown };
}

/**
 * The path of an accepted request, as its body tells; undefined where it does not, where the target does not
 * say what it names, and where the answer may be that of another request.
 */
export function pathOf(
  { known }: Pick<Plan, 'known'>,
  { draft, isReplay }: Pick<Accepted, 'draft' | 'isReplay'>,
): Path | undefined {
  if (draft.raw !== undefined || draft.as === null || isReplay) return undefined;
  const { template_identifier: template, intervention, is_public, data } = draft.body as Body;
  const role = draft.as;
  const [isPublic, queue] = [is_public, data?.queue_name];
  if (isPublic !== undefined && typeof isPublic !== 'boolean') return undefined;
  if (queue !== undefined && typeof queue !== 'string') return undefined;
  const common: Common = { role, isPublic, queue };
  if (template === undefined && intervention === undefined) return { of: 'text', ...common };
  if (template !== undefined && intervention !== undefined) return undefined;
  const of = template === undefined ? 'intervention' : 'template';
  const entity = known.own(of, role).find(({ id }) => id === (template ?? intervention));
  return entity && { of, entity, ...common };
}
