import type { JournalEntry } from '../../mock-server/journal/journal.ts';

/** An entry that says nothing but its reason. */
export function entry(reason: string, of: Partial<JournalEntry> = {}): JournalEntry {
  return {
    began: '2026-01-01T00:00:00.000Z',
    ended: '2026-01-01T00:00:00.000Z',
    at: '2026-01-05T00:00:00.000Z',
    sandbox: 'default',
    provider: 'acme',
    request: { method: 'POST', path: '/', headers: {}, body: '', size: 0 },
    answer: { status: 200, headers: {}, body: '' },
    outcome: 'accepted',
    clauses: [],
    duration: 0,
    reason,
    ...of,
  };
}
