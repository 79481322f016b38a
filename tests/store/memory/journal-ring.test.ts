import { describe, expect, it } from 'vitest';
import { JournalRing } from '../../../mock-server/store/memory/journal-ring.ts';
import { entry } from '../../support/journal-entry.ts';

const row = (reason: string, sandbox = 'default', provider = 'acme') =>
  entry(reason, { sandbox, provider });
const texts = (ring: JournalRing, sandbox = 'default', limit = 1_000) =>
  ring.read({ sandbox, limit }).map(({ reason }) => reason);

describe('the journal in memory', () => {
  it('keeps the newest up to its bound, oldest first, however often it goes round', () => {
    const ring = new JournalRing(3);
    for (let count = 1; count <= 11; count += 1) ring.append([row(String(count))]);
    expect(texts(ring)).toEqual(['9', '10', '11']);
    expect(texts(ring, 'default', 2)).toEqual(['10', '11']);
    expect(texts(ring, 'default', 0)).toEqual([]);
  });

  it('goes on in order after some were forgotten in the middle of a round', () => {
    const ring = new JournalRing(4);
    ring.append(['1', '2', '3', '4', '5'].map((text) => row(text, text === '3' ? 'b' : 'default')));
    ring.clear('b');
    ring.append([row('6'), row('7'), row('8')]);
    expect(texts(ring)).toEqual(['5', '6', '7', '8']);
  });

  it('gives every text back as it came, also one that is longer than a chunk', () => {
    const ring = new JournalRing(10);
    const all = ['é€😀'.repeat(1_000), 'x'.repeat(2_000_000), '', '"\\n"'];
    ring.append(all.map((text) => row(text)));
    expect(texts(ring)).toEqual(all);
  });

  it('forgets one provider’s entries, or all of a sandbox', () => {
    const ring = new JournalRing(10);
    ring.append([row('a', 's', 'acme'), row('b', 's', 'bravo'), row('c', 't', 'acme')]);
    ring.clear('s', ['acme']);
    expect(texts(ring, 's')).toEqual(['b']);
    ring.clear('s');
    expect([texts(ring, 's'), texts(ring, 't')]).toEqual([[], ['c']]);
  });
});
