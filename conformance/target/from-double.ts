import { DoubleAdmin } from './double-admin.ts';
import type { Controls, Credential, Target, Tenant } from './target.ts';
import { TargetError } from './target-error.ts';

/** What the double tells of a sandbox, as far as it is used here. */
interface Sandbox {
  readonly id: string;
  readonly targets: Readonly<
    Record<
      string,
      {
        readonly baseUrl: string;
        readonly credentials: Readonly<Record<string, Credential & { readonly token: string }>>;
        readonly tenants: readonly Tenant[];
      }
    >
  >;
}

/**
 * A sandbox of its own at a double of ours: everything exists there that the suite can use, everything
 * is permitted, and `release` gives it back.
 *
 * @param url of the double, whatever its path.
 * @throws TargetError when nobody is there, when it is no double, or when it does not serve the provider.
 * @example
 * const target = await targetOfDouble('http://127.0.0.1:4010', 'mava');
 * await target.controls?.release?.();
 */
export async function targetOfDouble(
  url: string,
  provider: string,
  options: { readonly adminToken?: string | undefined } = {},
): Promise<Target> {
  const admin = new DoubleAdmin(new URL(url).origin, options.adminToken);
  const served = await admin.providers();
  if (!served.includes(provider)) {
    throw new TargetError(
      3,
      `The double at ${admin.origin} does not serve ${provider}, but ${served.join(', ')}`,
      `Serve it: doublecheck serve ${provider}. Or name one that it serves.`,
    );
  }
  const sandbox = (await admin.call('POST', '/sandboxes')) as Sandbox;
  const described = sandbox.targets[provider];
  if (!described) {
    await admin.call('DELETE', `/sandboxes/${sandbox.id}`);
    throw new TargetError(
      3,
      `The double at ${admin.origin} serves ${provider} without a world`,
      `Start it with a world: doublecheck serve --world <file>.`,
    );
  }
  return {
    provider,
    baseUrl: described.baseUrl,
    credentials: Object.fromEntries(
      Object.entries(described.credentials).map(([role, { token: _, ...sent }]) => [role, sent]),
    ),
    tenants: described.tenants,
    may: { exhaustRateLimit: true, useUpQuota: true, createTickets: Number.MAX_SAFE_INTEGER },
    controls: controlsOf(admin, sandbox.id),
  };
}

function controlsOf(admin: DoubleAdmin, id: string): Controls {
  const here = `?sandbox=${encodeURIComponent(id)}`;
  let isReleased = false;
  return {
    advance: async (seconds, signal) => {
      await admin.call('POST', `/clock${here}`, { advance: seconds }, signal);
    },
    now: async () =>
      Date.parse(((await admin.call('GET', `/clock${here}`)) as { now: string }).now),
    failNext: async () => {
      await admin.call('PUT', `/faults${here}`, { store: { at: 'commit', times: 1 } });
    },
    reset: async (signal) => {
      await admin.call('POST', `/reset${here}`, undefined, signal);
    },
    release: async () => {
      if (isReleased) return;
      isReleased = true;
      await admin.call('DELETE', `/sandboxes/${encodeURIComponent(id)}`);
    },
  };
}
