import { checkBehaviours } from './checks/behaviours.ts';
import type { Check } from './checks/check.ts';
import { checkClauses } from './checks/clauses.ts';
import { checkExamples } from './checks/examples.ts';
import { checkExtensions } from './checks/extensions.ts';
import { checkOpenApi } from './checks/openapi.ts';
import { checkPointers } from './checks/pointers.ts';
import { checkRejections } from './checks/rejections.ts';
import type { ContractDocument } from './document.ts';
import type { Problem } from './problem.ts';
import { readSource, type Source } from './source.ts';

/** In this order, since each relies on those before it. */
const stages: readonly (readonly Check[])[] = [
  [checkExtensions],
  [checkOpenApi],
  [checkClauses, checkRejections, checkBehaviours],
  [checkExamples, checkPointers],
];

/**
 * Finds what is wrong with a contract: its OpenAPI, its extensions, and what it refers to.
 *
 * @returns the problems of the first stage that has any, each with its line; none for a good contract.
 * @throws FileError when the file cannot be read or is no YAML.
 */
export async function checkContract(file: string): Promise<Problem[]> {
  const source = readSource(file);
  for (const stage of stages) {
    const found = await Promise.all(stage.map((check) => check(source.value as ContractDocument)));
    const problems = found.flat();
    if (problems.length > 0) return problems.map((problem) => located(source, problem));
  }
  return [];
}

function located(source: Source, problem: Problem): Problem {
  return { ...problem, line: problem.line ?? source.lineOf(problem.pointer) };
}
