import type { Target } from '../conformance/target/target.ts';
import { createDouble } from '../mock-server/double.ts';
import { isProvider } from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';
import { UsageError } from './usage-error.ts';

/** Where `npm start` serves the doubles. */
const usualOrigin = 'http://127.0.0.1:4010';

/**
 * What a double of a provider that starts with a world has: nothing is served for it.
 *
 * @throws UsageError for a contract that no double serves. @throws FileError for a world that cannot be used.
 */
export async function targetOfWorld(
  { provider }: Contract,
  world: string | undefined,
): Promise<Target> {
  if (!isProvider(provider) && world !== undefined)
    throw new UsageError(
      `No double serves ${provider}, and a world is a double's.\n    Give --target a file in place of --world: doublecheck target init <contract> writes one.`,
    );
  if (!isProvider(provider))
    throw new UsageError(
      `There is no world of ${provider}.\n    Say what exists at its server: doublecheck target init <contract> -o target.yaml, and give that as --target.`,
    );
  const double = await createDouble({
    providers: [provider],
    worlds: world === undefined ? [] : [world],
  });
  try {
    const described = (await double.targets(usualOrigin)).find((one) => one.provider === provider);
    if (!described)
      throw new UsageError(
        `${world} is no world of ${provider}.\n    Give one whose provider is ${provider}.`,
      );
    const { baseUrl, credentials, tenants } = described;
    return {
      provider,
      baseUrl,
      credentials: Object.fromEntries(
        Object.entries(credentials).map(([role, { token: _, ...sent }]) => [role, sent]),
      ),
      tenants: tenants as Target['tenants'],
      may: { exhaustRateLimit: true, useUpQuota: true, createTickets: Number.MAX_SAFE_INTEGER },
    };
  } finally {
    await double.close();
  }
}
