import type { JournalEntry } from '../../journal/journal.ts';

/**
 * The parts of an entry's text: a line of JSON with the lengths of the bodies, and the bodies as they are. Put into JSON once
 * more, with each quote of theirs escaped, they would cost as much as all the rest.
 */
export function partsOf(entry: JournalEntry): readonly string[] {
  const { request, answer } = entry;
  const line = JSON.stringify({
    ...entry,
    request: { ...request, body: request.body.length },
    answer: { ...answer, body: answer.body.length },
  });
  return [line, '\n', request.body, answer.body];
}

export function entryOf(text: string): JournalEntry {
  // JSON has no line break of its own.
  const end = text.indexOf('\n');
  const { request, answer, ...rest } = JSON.parse(text.slice(0, end));
  const bodies = text.slice(end + 1);
  return {
    ...rest,
    request: { ...request, body: bodies.slice(0, request.body) },
    answer: { ...answer, body: bodies.slice(request.body) },
  };
}
