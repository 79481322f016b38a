import { formatPointer } from '../../../specs/contract/pointer.ts';
import type { Problem } from '../../../specs/contract/problem.ts';
import type { Tenant, World, WorldEntity } from '../../world/world.ts';
import { parse } from './templates.ts';

/** What a schema cannot say of a world: its templates can be rendered, and every name in it leads somewhere. */
export function checkTickitiWorld({ tenants }: World): Problem[] {
  return tenants.flatMap((tenant, index) => {
    const names = namesOf(tenant);
    const at = (kind: string, place: number, ...more: (string | number)[]) =>
      formatPointer(['tenants', index, 'entities', kind, place, ...more]);
    const inboxProblems = names.queues.has('Inbox')
      ? []
      : [noInbox(formatPointer(['tenants', index]))];
    return [
      ...inboxProblems,
      ...entitiesOf(tenant, 'template').flatMap((template, place) => [
        ...['subject', 'content'].flatMap((field) =>
          templateProblems(template[field], at('template', place, field)),
        ),
        ...nameProblems(names.queues, template.queue, 'queue', at('template', place, 'queue')),
      ]),
      ...entitiesOf(tenant, 'intervention').flatMap((intervention, place) => [
        ...nameProblems(
          names.queues,
          intervention.queue,
          'queue',
          at('intervention', place, 'queue'),
        ),
        ...(intervention.steps as { respond?: string }[]).flatMap(({ respond }, step) =>
          nameProblems(
            names.templates,
            respond,
            'template',
            at('intervention', place, 'steps', step, 'respond'),
          ),
        ),
      ]),
    ];
  });
}

function entitiesOf({ entities }: Tenant, kind: string): readonly WorldEntity[] {
  return entities?.[kind] ?? [];
}

function namesOf(tenant: Tenant) {
  const ids = (kind: string) => new Set(entitiesOf(tenant, kind).map(({ id }) => id));
  return { queues: ids('queue'), templates: ids('template') };
}

function templateProblems(text: unknown, pointer: string): Problem[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    const mend = 'Mend the Mustache: every section that is opened is closed.';
    return [{ pointer, message: (error as Error).message, mend }];
  }
}

function nameProblems(
  known: ReadonlySet<string>,
  name: unknown,
  kind: string,
  pointer: string,
): Problem[] {
  if (typeof name !== 'string' || known.has(name)) return [];
  const mend = `Use one of the tenant's: ${[...known].join(', ') || 'it has none'}.`;
  return [{ pointer, message: `the tenant has no ${kind} "${name}"`, mend }];
}

function noInbox(pointer: string): Problem {
  const mend =
    'Add { id: Inbox } to its queues: tickets for which nothing names a queue land there.';
  return { pointer, message: 'the tenant has no queue "Inbox"', mend };
}
