import type { Case, Outcome, Step } from '../case.ts';

/** Outcomes as a person says them: `400 invalid_tags or 422`. */
export function outcomeWords(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(({ status, code }) => (code === undefined ? `${status}` : `${status} ${code}`))
    .join(' or ');
}

/** What a case is, in lines that can stand in a comment. */
export function caseLines({ kind, clauses, violation, varies }: Case): string[] {
  const change = violation ?? varies;
  return [
    `${kind}; clauses: ${clauses.length === 0 ? 'none' : clauses.join(', ')}`,
    ...(change
      ? [
          `${violation ? 'wrong' : 'special'}: ${change.pointer === '' ? 'the request' : change.pointer}, ${change.keyword}, ${change.operator}`,
        ]
      : []),
  ].map(oneLine);
}

/** What a step may come to, in one line that can stand in a comment. */
export function stepLine({ allowed, expected }: Step): string {
  return oneLine(`allowed: ${outcomeWords(allowed)}; expected: ${outcomeWords(expected)}`);
}

/** The name of a step: the case's id where it has one step alone. */
export function stepName({ id, steps }: Case, index: number): string {
  if (steps.length === 1) return id;
  const title = steps[index]?.title;
  return oneLine(`${id} · ${index + 1}${title === undefined ? '' : `: ${title}`}`);
}

/** A text without anything that would end a line. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be shown
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
