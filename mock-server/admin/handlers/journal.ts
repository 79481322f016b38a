import { exercisedClauses } from '../../journal/exercised.ts';
import type { JournalEntry } from '../../journal/journal.ts';
import type { AdminContext, Handler } from '../context.ts';

/** What the double saw. */
export function journalHandlers(context: AdminContext): Record<string, Handler> {
  const { store, recorder } = context.service;
  const withClauses = (entry: JournalEntry) => {
    const provider = context.providers.find(({ name }) => name === entry.provider);
    return { ...entry, clauses: provider ? exercisedClauses(provider, entry) : entry.clauses };
  };

  return {
    async readJournal(input) {
      const { sandbox } = await context.sandboxOf(input);
      const { provider, limit } = input.parameters as Parameters;
      const name = provider === undefined ? undefined : context.providerNamed(provider).name;
      await recorder.flush();
      const entries = await store.readJournal({ sandbox, provider: name, limit });
      return { body: entries.map(withClauses) };
    },
    async clearJournal(input) {
      const { sandbox } = await context.sandboxOf(input);
      await recorder.flush();
      await store.clearJournal(sandbox);
      return { status: 204 };
    },
  };
}

interface Parameters extends Readonly<Record<string, unknown>> {
  readonly provider?: string;
  readonly limit: number;
}
