import type { AdminContext, Handler } from '../context.ts';

/** What the providers' APIs do not show: tickets, customers, notifications. */
export function entityHandlers(context: AdminContext): Record<string, Handler> {
  const list =
    (kind: string): Handler =>
    async (input) => {
      const { sandbox } = await context.sandboxOf(input);
      const { provider, tenant, view, limit, offset } = input.parameters as Parameters;
      const { name } = context.providerNamed(provider);
      const filter = { sandbox, provider: name, kind, tenant, view, limit, offset };
      const found = await context.service.store.entities(filter);
      return { body: found.map(({ id, tenant: owner, data }) => ({ ...data, id, tenant: owner })) };
    };
  return {
    tickets: list('ticket'),
    customers: list('customer'),
    notifications: list('notification'),
  };
}

interface Parameters extends Readonly<Record<string, unknown>> {
  readonly tenant?: string;
  readonly view?: string;
  readonly limit: number;
  readonly offset: number;
}
