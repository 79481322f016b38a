import { jsonOf } from '../../specs/contract/json.ts';
import { TargetError } from './target-error.ts';
import { within } from './within.ts';

/** How long the admin API may take: it answers in milliseconds, if it is one. */
const patience = 10_000;

const writeTarget =
  'Describe any other server in a file: doublecheck target init <provider> -o target.yaml, and give that as --target.';

/** The admin API of a double. Every call throws TargetError, with words for a person, when it fails. */
export class DoubleAdmin {
  readonly origin: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #instead: string;

  /** @param instead what a user can do who has no double there. */
  constructor(origin: string, token: string | undefined, instead = writeTarget) {
    this.origin = origin;
    this.#instead = instead;
    this.#headers = token ? { 'doublecheck-admin-token': token } : {};
  }

  /** The providers that are served; by this it shows that it is a double. */
  async providers(): Promise<readonly string[]> {
    const { status, body } = await this.#send('GET', '/health');
    if (status === 401 && isRefusal(body)) throw this.#closed();
    if (status === 403 && isRefusal(body)) throw this.#refused('GET /health', body);
    if (status !== 200 || !isHealth(body)) {
      throw new TargetError(3, `${this.origin} answers, but is no double of ours`, this.#instead);
    }
    return body.providers;
  }

  /** What a call answers with. Throws the signal's reason as soon as it is aborted. */
  async call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const answer = await this.#send(method, path, body, signal);
    if (answer.status < 300) return answer.body;
    if (answer.status === 401) throw this.#closed();
    throw this.#refused(`${method} ${path.split('?')[0]}`, answer.body);
  }

  async #send(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(`${this.origin}/_doublecheck${path}`, {
        method,
        headers: {
          ...this.#headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'manual',
        signal: within(patience, signal),
      });
      return { status: response.status, body: jsonOf(await response.text()) };
    } catch (cause) {
      signal?.throwIfAborted();
      throw this.#unreachable(cause);
    }
  }

  #unreachable(cause: unknown): TargetError {
    const mend = `Start a double (doublecheck serve), or: ${this.#instead[0]?.toLowerCase()}${this.#instead.slice(1)}`;
    return new TargetError(3, `Nobody answers at ${this.origin}: ${reasonOf(cause)}`, mend, {
      cause,
    });
  }

  #closed(): TargetError {
    const mend = 'Give it as --admin-token, or in the environment as DOUBLECHECK_ADMIN_TOKEN.';
    return new TargetError(3, `The double at ${this.origin} wants its admin token`, mend);
  }

  #refused(call: string, body: unknown): TargetError {
    const { error, mend } = isRefusal(body)
      ? body
      : { error: 'it gave no reason', mend: 'See its log.' };
    return new TargetError(3, `The double at ${this.origin} refused ${call}: ${error}`, mend);
  }
}

function isHealth(body: unknown): body is { readonly providers: readonly string[] } {
  const { status, providers } = (body ?? {}) as { status?: unknown; providers?: unknown };
  return status === 'ok' && Array.isArray(providers);
}

function isRefusal(body: unknown): body is { readonly error: string; readonly mend: string } {
  const { error, mend } = (body ?? {}) as { error?: unknown; mend?: unknown };
  return typeof error === 'string' && typeof mend === 'string';
}

/** `ECONNREFUSED`, rather than fetch's own "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${patience / 1000} s`;
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return code ?? message;
}
