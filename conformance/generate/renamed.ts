import type { Maker } from '../cases/maker.ts';
import type { Case, CaseBody, CaseRequest } from './case.ts';

/** Makes the same case under another id and with other names. */
export type Renaming = (id: string, maker: Maker) => Case;

/** A text with its names written by the caller. */
type Slotted = (others: ReadonlyMap<string, string>) => string;

/**
 * Prepares a case to be given out again with other names in the place of those that were made up for it:
 * each of the same form, letter for letter, so that nothing about the bytes changes but whose they are.
 */
export function renamingOf(one: Case, names: readonly string[]): Renaming {
  const unique = [...new Set(names)];
  const requests = one.steps.map(({ request }) => slottedRequest(request, unique));
  return (id, maker) => {
    const others = new Map(unique.map((name) => [name, maker.another(name)]));
    const [first, ...rest] = one.steps.map((step, i) => ({
      ...step,
      request: requests[i]?.(others) ?? step.request,
    }));
    return first ? { ...one, id, steps: [first, ...rest] } : one;
  };
}

function slotted(text: string, names: readonly string[]): Slotted {
  const pieces = names.reduce<string[]>(
    // Between two pieces of plain text stands a name.
    (made, name) =>
      made.flatMap((piece, i) => (i % 2 === 0 ? between(piece.split(name), name) : [piece])),
    [text],
  );
  if (pieces.length === 1) return () => text;
  return (others) => {
    let made = '';
    for (const [i, piece] of pieces.entries())
      made += i % 2 === 0 ? piece : (others.get(piece) ?? piece);
    return made;
  };
}

function between(pieces: readonly string[], name: string): string[] {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [name, piece]));
}

function slottedRequest(
  { body, headers, ...rest }: CaseRequest,
  names: readonly string[],
): (others: ReadonlyMap<string, string>) => CaseRequest {
  const values = headers.map(({ name, value }) => ({ name, write: slotted(value, names) }));
  const write = body && slottedBody(body, names);
  return (others) => ({
    ...rest,
    headers: values.map((header) => ({ name: header.name, value: header.write(others) })),
    ...(write && { body: write(others) }),
  });
}

function slottedBody(
  body: CaseBody,
  names: readonly string[],
): (others: ReadonlyMap<string, string>) => CaseBody {
  if ('base64' in body) return () => body;
  if ('text' in body) {
    const write = slotted(body.text, names);
    return (others) => ({ text: write(others) });
  }
  const parts = body.parts.map(({ text, times }) => ({ write: slotted(text, names), times }));
  return (others) => ({ parts: parts.map(({ write, times }) => ({ text: write(others), times })) });
}
