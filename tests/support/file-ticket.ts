import type { Provider } from '../../specs/contract/providers.ts';
import { type PostOperation, postJson, postOperations, type Received } from './post-operations.ts';
import type { Client } from './use-double.ts';

/** The first operation of a provider by which a ticket is made. */
export function ticketOperation(provider: Provider): PostOperation {
  const [, found] = postOperations.find(([, post]) => post.provider === provider) ?? [];
  if (!found) throw new Error(`${provider} takes no tickets`);
  return found;
}

/** Makes a ticket of the contract's own example, for tests that are about what becomes of it. */
export function fileTicket(client: Client, provider: Provider): Promise<Received> {
  const operation = ticketOperation(provider);
  return postJson(client, operation, operation.body);
}
