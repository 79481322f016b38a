import { citationsIn } from '../citations.ts';
import type { Problem } from '../problem.ts';
import type { Check } from './check.ts';

/** Is every clause declared once, under its provider, and cited; and everything cited declared? */
export const checkClauses: Check = (document) => {
  const provider = document['x-provider'];
  const declared = new Map<string, number>();
  const problems: Problem[] = [];

  document['x-clauses'].forEach(({ id }, index) => {
    const pointer = `/x-clauses/${index}/id`;
    if (declared.has(id)) problems.push(twice(id, pointer));
    if (!id.startsWith(`${provider}/`)) problems.push(elsewhere(id, provider, pointer));
    declared.set(id, index);
  });

  const cited = new Set<string>();
  for (const [id, pointer] of citationsIn(document)) {
    cited.add(id);
    if (!declared.has(id)) problems.push(unknown(id, pointer));
  }
  for (const [id, index] of declared) {
    if (!cited.has(id)) problems.push(uncited(id, `/x-clauses/${index}`));
  }
  return problems;
};

const twice = (id: string, pointer: string): Problem => ({
  pointer,
  message: `the clause ${id} is declared twice`,
  mend: 'Give one of the two another id, or remove it.',
});

const elsewhere = (id: string, provider: string, pointer: string): Problem => ({
  pointer,
  message: `the clause ${id} does not begin with its provider`,
  mend: `Let it begin with "${provider}/".`,
});

const unknown = (id: string, pointer: string): Problem => ({
  pointer,
  message: `the clause ${id} is cited but not declared`,
  mend: 'Declare it under x-clauses, or cite one that is there.',
});

const uncited = (id: string, pointer: string): Problem => ({
  pointer,
  message: `the clause ${id} is declared, but nothing keeps it`,
  mend: 'Cite it in a behaviour, in an x-clause of the schema or in x-rules.',
});
