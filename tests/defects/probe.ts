import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange } from '../../conformance/exchange.ts';
import { sendExchange } from '../../conformance/play-exchange.ts';
import type { Target } from '../../mock-server/admin/target.ts';

/** A step of a probe: a request, or something that happens to its sandbox. */
export type Step =
  | Send
  | { readonly exchange: Exchange }
  | { readonly advance: number }
  | { readonly freeze: string }
  | { readonly faults: object };

export interface Send {
  /** A role; null for no credential. `primary` without it. */
  readonly as?: string | null;
  readonly method?: string;
  /** The provider's first operation without it. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: unknown;
  /** Sent as it stands, in place of `body`. */
  readonly raw?: string | Uint8Array;
  /** One after the other. */
  readonly times?: number;
  /** All at once. */
  readonly together?: number;
  /** Takes more time than the double gives a body. */
  readonly stalls?: boolean;
}

/** What every request of a probe has, unless it says otherwise. */
export interface Usual {
  readonly path: string;
  headers?(): Readonly<Record<string, string>>;
}

/** What time it is for every probe. */
export const noon = '2026-04-15T12:00:00.000Z';

/**
 * Plays the steps in a sandbox of their own, at a time that stands still.
 *
 * @returns the answers as text in which new ids are numbered, so that two runs can be compared.
 */
export async function observe(
  address: string,
  provider: string,
  usual: Usual,
  steps: readonly Step[],
): Promise<string> {
  const sandbox = (await drive(address, 'POST', '/sandboxes')) as Sandbox;
  const query = `?sandbox=${sandbox.id}`;
  const target = sandbox.targets[provider] as Target;
  await drive(address, 'POST', `/clock${query}`, { freeze: noon });
  const seen: string[] = [];
  for (const step of steps) {
    if ('advance' in step)
      await drive(address, 'POST', `/clock${query}`, { advance: step.advance });
    else if ('freeze' in step)
      await drive(address, 'POST', `/clock${query}`, { freeze: step.freeze });
    else if ('faults' in step) await drive(address, 'PUT', `/faults${query}`, step.faults);
    else if ('exchange' in step) {
      const received = await sendExchange(target, step.exchange);
      seen.push(told(received.status, received.headers, received.text));
    } else seen.push(...(await sendAll(target, usual, step)));
  }
  await drive(address, 'DELETE', `/sandboxes/${sandbox.id}`);
  return withNumberedIds(seen, JSON.stringify(target.tenants)).replaceAll(sandbox.id, '<sandbox>');
}

interface Sandbox {
  readonly id: string;
  readonly targets: Readonly<Record<string, Target>>;
}

async function drive(address: string, method: string, path: string, body?: object) {
  const response = await fetch(`${address}/_doublecheck${path}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
}

async function sendAll(target: Target, usual: Usual, step: Send): Promise<string[]> {
  if (step.together !== undefined) {
    const all = Array.from({ length: step.together }, () => send(target, usual, step));
    // Which of them comes first is not said.
    return (await Promise.all(all)).sort((a, b) => (withoutIds(a) < withoutIds(b) ? -1 : 1));
  }
  const answers: string[] = [];
  for (let count = 0; count < (step.times ?? 1); count += 1)
    answers.push(await send(target, usual, step));
  return answers;
}

async function send(target: Target, usual: Usual, step: Send): Promise<string> {
  const { as = 'primary', method = 'POST', path = usual.path, body, raw } = step;
  const headers = new Headers({ 'Content-Type': 'application/json', ...usual.headers?.() });
  const credential = as === null ? undefined : target.credentials[as];
  if (as !== null && !credential) throw new Error(`${target.provider} has no role ${as}`);
  if (credential) headers.set(credential.header, credential.value);
  for (const [name, value] of Object.entries(step.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, withToken(value, credential?.token ?? ''));
  }
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(target.baseUrl + path, {
    method,
    headers,
    ...(content !== undefined && {
      body: step.stalls ? stalled(content) : new Uint8Array(Buffer.from(content)),
    }),
    ...(step.stalls && { duplex: 'half' }),
  } as RequestInit);
  return told(response.status, response.headers, await response.text());
}

function told(status: number, headers: Headers, text: string): string {
  const shown = [...headers].filter(([name]) => !unsaid.has(name));
  return JSON.stringify([status, shown, text]);
}

/** `$token` is the role's token, `$short` the same without its last letter, `$upper` in capitals. */
function withToken(value: string, token: string): string {
  return value
    .replace('$token', token)
    .replace('$short', token.slice(0, -1))
    .replace('$upper', token.toUpperCase());
}

function stalled(content: string | Uint8Array): ReadableStream {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(Buffer.from(content).subarray(0, 5));
      await delay(400);
      try {
        controller.enqueue(Buffer.from(content).subarray(5));
        controller.close();
      } catch {
        // The double did not wait.
      }
    },
  });
}

/** Headers that say nothing of the answer. */
const unsaid = new Set(['date', 'connection', 'keep-alive', 'content-length', 'content-type']);

const ids =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{24}|c[0-9a-z]{24}/g;

function withoutIds(answer: string): string {
  return answer.replace(ids, '');
}

function withNumberedIds(answers: readonly string[], world: string): string {
  const numbers = new Map<string, number>();
  const numbered = (text: string) =>
    text.replace(ids, (id) => {
      if (world.includes(id)) return id;
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      return `<new id ${numbers.get(id)}>`;
    });
  return answers.map(numbered).join('\n');
}
