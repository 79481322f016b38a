import type { Dispatcher, Pool } from 'undici';
import type { Target } from '../../mock-server/admin/target.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { asJson } from '../support/post-operations.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Fields of the body, as far as it has them. */
  at(...path: string[]): unknown;
}

interface Parts {
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A sandbox, as seen by somebody who talks to one of the processes. */
export interface Desk {
  /** Asks the provider with the credential of a role. */
  ask(role: string, parts: Parts): Promise<Answer>;
  /** Asks the admin API about the sandbox. */
  admin(method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<Answer>;
}

/** Makes a sandbox. @returns how to talk to it by way of any process. */
export async function openSandbox(
  pools: readonly Pool[],
  provider: Provider,
): Promise<(process: number) => Desk> {
  const poolOf = (process: number): Pool => {
    const pool = pools[process];
    if (!pool) throw new Error(`there is no process ${process}`);
    return pool;
  };
  const made = await request(poolOf(0), { method: 'POST', path: '/_doublecheck/sandboxes' });
  const sandbox = String(made.at('id'));
  const target = made.at('targets', provider) as Target;
  const prefix = new URL(target.baseUrl).pathname;

  return (process) => ({
    ask(role, { headers, ...parts }) {
      const credential = target.credentials[role];
      if (!credential) throw new Error(`${provider} has no role ${role}`);
      return request(poolOf(process), {
        ...parts,
        path: prefix + parts.path,
        headers: { ...headers, [credential.header]: credential.value },
      });
    },
    admin(method, path, body) {
      const inSandbox = `/_doublecheck${path}${path.includes('?') ? '&' : '?'}sandbox=${sandbox}`;
      return request(poolOf(process), { method, path: inSandbox, body });
    },
  });
}

async function request(pool: Pool, { body, headers, ...parts }: Parts): Promise<Answer> {
  const answer = await pool.request({
    ...parts,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.body.text();
  const json = asJson(text);
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text,
    at: (...path) =>
      path.reduce<unknown>(
        (value, name) => (value as Record<string, unknown> | undefined)?.[name],
        json,
      ),
  };
}

/** What a scenario makes of an answer that it has no name for: no model explains it. */
export function otherThan({ status, text }: Answer): { is: 'other'; answer: string } {
  return { is: 'other', answer: `${status} ${text}` };
}

export function isOther(output: unknown): boolean {
  return (output as { is?: unknown } | null)?.is === 'other';
}
