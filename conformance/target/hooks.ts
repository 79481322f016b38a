import type { Hook, TargetFile } from './schema.ts';
import type { Controls } from './target.ts';
import { TargetError } from './target-error.ts';
import { within } from './within.ts';

/** How long a hook may take: a reset of a staging server is no quick thing. */
const patience = 60_000;

/** What the file's hooks make possible. */
export function controlsOf({ reset, clock }: TargetFile): Controls | undefined {
  if (!reset && !clock) return undefined;
  return {
    ...(reset && { reset: (signal?: AbortSignal) => call('reset', reset, signal) }),
    ...(clock && {
      advance: (seconds: number, signal?: AbortSignal) =>
        call('clock', { ...clock, ...bodyFor(clock, seconds) }, signal),
    }),
  };
}

function bodyFor({ body }: Hook, seconds: number): Pick<Hook, 'body'> {
  return body === undefined ? {} : { body: body.replaceAll('{seconds}', String(seconds)) };
}

async function call(name: string, hook: Hook, signal: AbortSignal | undefined): Promise<void> {
  const { method = 'POST', url, headers = {}, body } = hook;
  const isTyped = Object.keys(headers).some((header) => header.toLowerCase() === 'content-type');
  const status = await fetch(url, {
    method,
    headers: {
      ...(body !== undefined && !isTyped && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body ?? null,
    signal: within(patience, signal),
  }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    (cause: unknown) => {
      signal?.throwIfAborted();
      throw failure(name, `${method} ${url} had no answer`, cause);
    },
  );
  if (status >= 400) throw failure(name, `${method} ${url} was answered ${status}`);
}

function failure(name: string, message: string, cause?: unknown): TargetError {
  const mend = `Mend "${name}" in the target file, or remove it.`;
  return new TargetError(3, `The ${name} hook failed: ${message}`, mend, { cause });
}
