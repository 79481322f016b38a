import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../specs/contract/root.ts';
import { advanceClock, type ClockState, freezeClock, readClock } from '../clock.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Faults } from '../faults.ts';
import type { Service } from '../http/service.ts';
import { exercisedClauses } from '../journal/exercised.ts';
import type { JournalEntry } from '../journal/journal.ts';
import type { SandboxState } from '../store/sandbox-state.ts';
import { defaultSandbox } from '../store/store.ts';
import { forSandbox, type Seed } from '../world/seed.ts';
import { AdminError } from './admin-error.ts';
import type { Input } from './input.ts';
import { targetOf } from './target.ts';

/** What an operation of the admin API does. */
export type Handler = (input: Input) => Promise<{ status?: number; body?: unknown }>;

const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

/** The handlers, by the operationId of the document. */
export function adminHandlers(
  providers: readonly CompiledProvider[],
  { store, realTime, mint, recorder }: Service,
  { seeds, atRoot }: { seeds: readonly Seed[]; atRoot: boolean },
): Record<string, Handler> {
  const names = providers.map(({ name }) => name);

  const providerIn = ({ parameters: { provider } }: Input): CompiledProvider => {
    const found = providers.find(({ name }) => name === provider);
    if (found) return found;
    throw new AdminError(
      404,
      `there is no double of ${JSON.stringify(provider)} here`,
      `Use one of ${names.join(', ')}.`,
    );
  };
  const sandboxIn = async ({
    parameters,
  }: Input): Promise<{ sandbox: string; state: SandboxState }> => {
    const sandbox = String(parameters.sandbox);
    const state = await store.state(sandbox);
    if (state) return { sandbox, state };
    throw new AdminError(
      404,
      `there is no sandbox ${JSON.stringify(sandbox)}`,
      'POST /_doublecheck/sandboxes makes one.',
    );
  };
  const describeSandbox = async (id: string, origin: string) => {
    const world = (await store.world(id)) ?? [];
    const served = world.flatMap((seed) => {
      const provider = providers.find(({ name }) => name === seed.provider);
      return provider
        ? [targetOf(seed, provider, id, atRoot ? origin : `${origin}/${seed.provider}`)]
        : [];
    });
    return { id, targets: Object.fromEntries(served.map((target) => [target.provider, target])) };
  };
  const list =
    (kind: string): Handler =>
    async (input) => {
      const { sandbox } = await sandboxIn(input);
      const { name: provider } = providerIn(input);
      const page = pageOf(input.parameters as unknown as Page);
      const found = await store.entities({ sandbox, provider, kind, ...page });
      return { body: found.map(({ id, tenant: owner, data }) => ({ ...data, id, tenant: owner })) };
    };
  const tellClock = (clock: ClockState) => ({
    body: {
      now: new Date(readClock(clock, realTime)).toISOString(),
      frozen: clock.frozenAt !== undefined,
    },
  });

  return {
    health: async () => ({
      body: {
        status: 'ok',
        version,
        providers: names,
        sandboxes: (await store.sandboxes()).length,
      },
    }),
    describe: async () => ({}),
    async reset(input) {
      const { sandbox } = await sandboxIn(input);
      await recorder.flush();
      const planted =
        sandbox === defaultSandbox ? seeds : seeds.map((seed) => forSandbox(seed, sandbox));
      await store.seed(sandbox, planted);
      return { body: await describeSandbox(sandbox, input.origin) };
    },
    async target(input) {
      const { sandbox } = await sandboxIn(input);
      const { name } = providerIn(input);
      const { targets } = await describeSandbox(sandbox, input.origin);
      return { body: targets[name] };
    },
    tickets: list('ticket'),
    customers: list('customer'),
    notifications: list('notification'),
    async readJournal(input) {
      const { sandbox } = await sandboxIn(input);
      const { provider, limit } = input.parameters as unknown as {
        provider?: string;
        limit: number;
      };
      await recorder.flush();
      const rows = await store.readJournal({ sandbox, provider, limit });
      return { body: rows.map(({ entry }) => withClauses(JSON.parse(entry), providers)) };
    },
    async clearJournal(input) {
      const { sandbox } = await sandboxIn(input);
      await recorder.flush();
      await store.clearJournal(sandbox);
      return { status: 204 };
    },
    readClock: async (input) => tellClock((await sandboxIn(input)).state.clock),
    async setClock(input) {
      const { sandbox, state } = await sandboxIn(input);
      const clock = changedClock(state.clock, input.body as ClockChange);
      await store.setState(sandbox, { ...state, clock });
      return tellClock(clock);
    },
    listSandboxes: async () => ({ body: await store.sandboxes() }),
    async createSandbox({ origin }) {
      const id = mint('{cuid}', realTime());
      await store.seed(
        id,
        seeds.map((seed) => forSandbox(seed, id)),
      );
      return { status: 201, body: await describeSandbox(id, origin) };
    },
    async deleteSandbox({ parameters }) {
      const id = String(parameters.id);
      if (id === defaultSandbox) {
        throw new AdminError(
          409,
          'the default sandbox cannot be removed',
          'POST /_doublecheck/reset empties it.',
        );
      }
      await recorder.flush();
      if (await store.deleteSandbox(id)) return { status: 204 };
      throw new AdminError(
        404,
        `there is no sandbox ${JSON.stringify(id)}`,
        'GET /_doublecheck/sandboxes lists them.',
      );
    },
    readFaults: async (input) => ({ body: (await sandboxIn(input)).state.faults }),
    async setFaults(input) {
      const { sandbox, state } = await sandboxIn(input);
      const faults = input.body as Faults;
      await store.setState(sandbox, { ...state, faults });
      return { body: faults };
    },
  };

  function changedClock(clock: ClockState, { advance, freeze }: ClockChange): ClockState {
    if (advance !== undefined) return advanceClock(clock, advance * 1000);
    if (freeze === true) return freezeClock(clock, realTime);
    if (freeze !== undefined) return freezeClock(clock, realTime, Date.parse(freeze));
    return { offset: 0 };
  }
}

/** The parameters of a list, and no others of the request's. */
function pageOf({ tenant, view, limit, offset }: Page): Page {
  return { tenant, view, limit, offset };
}

interface Page {
  readonly tenant?: string | undefined;
  readonly view?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

interface ClockChange {
  readonly advance?: number;
  readonly freeze?: true | string;
  readonly real?: true;
}

function withClauses(entry: JournalEntry, providers: readonly CompiledProvider[]) {
  const provider = providers.find(({ name }) => name === entry.provider);
  return { ...entry, clauses: provider ? exercisedClauses(provider, entry) : [] };
}
