import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import type { ExportedFile } from '../../../conformance/generate/formats/format.ts';
import { formats } from '../../../conformance/generate/formats/index.ts';
import { aboutOf, caseOf, primary, stepOf, tickitiCases } from './sample-cases.ts';

const about = aboutOf('http://user:hunter2@127.0.0.1:4010/');

/** Cases without an end, and how many of them were taken. */
function endlessCases() {
  const taken = { count: 0 };
  const cases = (function* (): Generator<Case> {
    for (;;) {
      taken.count++;
      yield caseOf(`a/${taken.count}`, stepOf('/x', [primary], { text: '{}' }, [{ status: 201 }]));
    }
  })();
  return { taken, cases };
}

it('the formats are known by their names', () => {
  expect([...formats.keys()]).toEqual(['jsonl', 'http', 'curl', 'har', 'postman', 'k6', 'dir']);
  for (const { what } of formats.values()) expect(what).toMatch(/^.{10,80}[^.]$/);
});

describe.each([...formats.values()])('$name', (format) => {
  it('takes a case when it has written the one before', async () => {
    const { taken, cases } = endlessCases();
    const pieces: Iterator<string | ExportedFile> = (await format.load())(cases, about)[
      Symbol.iterator
    ]();
    for (let count = 0; count < 500; count++) expect(pieces.next().done).toBe(false);
    expect(taken.count).toBeLessThanOrEqual(500);
    expect(taken.count).toBeGreaterThan(30);
  });

  it('has the same for the same cases, and no user of a URL', async () => {
    const write = async () => {
      const written = (await format.load())(tickitiCases, about);
      return Array.from(written as Iterable<string | ExportedFile>, (piece) =>
        typeof piece === 'string' ? piece : `${piece.path}\n${[...piece.content].join('')}`,
      ).join('');
    };
    const first = await write();
    expect(await write()).toBe(first);
    expect(first).not.toContain('hunter2');
    expect(first).toContain('DOUBLECHECK_PRIMARY');
    if (format.name !== 'jsonl') expect(first).toContain('http://127.0.0.1:4010');
  });
});
