import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Target } from '../../mock-server/admin/target.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { ticketOperation } from './file-ticket.ts';
import { asJson } from './post-operations.ts';
import type { Listed } from './use-double.ts';

/** A ticket that was asked for, and what was answered. */
export interface Attempt {
  readonly provider: Provider;
  readonly key: string;
  /** 0 when no answer came: the double is gone. */
  readonly status: number;
  readonly text: string;
  /** When the answer came, and how long it took, in milliseconds. */
  readonly at: number;
  readonly took: number;
}

/** Files tickets at a double that runs elsewhere, each of them marked by a key of its own. */
export interface Filer {
  readonly provider: Provider;
  file(key?: string): Promise<Attempt>;
  /** All `tickets`, `customers` or `notifications`. */
  list(kind: string): Promise<Listed[]>;
}

type Body = Readonly<Record<string, unknown>>;

/** Where each provider's ticket bears the key; tickiti's is by a customer whom nobody knows yet. */
const marked: Record<Provider, (body: Body, key: string) => Body> = {
  midlyr: (body, key) => ({ ...body, externalRef: key }),
  mava: (body, key) => ({ ...body, message: { content: key } }),
  loop: (body, key) => ({ ...body, subject: key }),
  tickiti: (body, key) => ({
    ...body,
    originator_email_address: `${key}@example.com`,
    data: { subject: key, content: 'The sole came off.' },
  }),
  supportdesk: (body, key) => ({ ...body, subject: key }),
};

interface TicketFields {
  readonly externalRef?: string;
  readonly subject?: string;
  readonly message?: { readonly content: string };
  readonly responses?: readonly { readonly subject: string }[];
}

/** The key that a ticket bears, as the admin API lists it. */
export function keyOf(ticket: Listed): string {
  const { externalRef, subject, message, responses } = ticket as Listed & TicketFields;
  return externalRef ?? subject ?? message?.content ?? responses?.[0]?.subject ?? '';
}

/** @param address of a double that serves several providers. */
export async function filerOf(address: string, provider: Provider): Promise<Filer> {
  const { operation, body, headers } = ticketOperation(provider);
  const found = await fetch(`${address}/_doublecheck/targets/${provider}`);
  const { baseUrl, credentials } = (await found.json()) as Target;
  const { header = '', value = '' } = credentials.primary ?? {};

  const send = async (key: string): Promise<Pick<Attempt, 'status' | 'text'>> => {
    const demanded = Object.fromEntries(Object.keys(headers()).map((name) => [name, key]));
    try {
      const answer = await fetch(baseUrl + operation.path, {
        method: operation.method,
        headers: { 'Content-Type': 'application/json', [header]: value, ...demanded },
        body: JSON.stringify(marked[provider](body, key)),
      });
      return { status: answer.status, text: await answer.text() };
    } catch {
      return { status: 0, text: '' };
    }
  };
  return {
    provider,
    async file(key = randomUUID()) {
      const begun = performance.now();
      const answer = await send(key);
      const at = performance.now();
      return { provider, key, ...answer, at, took: at - begun };
    },
    async list(kind) {
      const query = `provider=${provider}&limit=10000`;
      return (await (await fetch(`${address}/_doublecheck/${kind}?${query}`)).json()) as Listed[];
    },
  };
}

export function isAcknowledged({ status }: Attempt): boolean {
  return status >= 200 && status < 300;
}

const ajv = formats.default(new Ajv2020({ strict: false }));

/** Whether it is what the contract has for a failure inside, word for word. */
export function isDocumentedFailure({ provider, status, text }: Attempt): boolean {
  const { contract, operation } = ticketOperation(provider);
  const answer = contract.catalogue.get('internal-error');
  const schema = operation.responses.get(String(answer?.status));
  if (!answer || !schema || status !== answer.status) return false;
  const body = asJson(text);
  return ajv.validate(schema, body) && text.includes(JSON.stringify(answer.code));
}
