import { existsSync } from 'node:fs';
import { buildContract } from './build.ts';
import { checkContract } from './check.ts';
import type { ContractDocument } from './document.ts';
import { FileError } from './problem.ts';
import { contractFile, isProvider, type Provider, providers } from './providers.ts';
import { readData } from './source.ts';
import type { Contract } from './types.ts';

/**
 * Loads a contract file and proves it right first.
 *
 * @throws FileError with every problem found: file, line, pointer and what to do.
 * @example
 * const contract = await loadContract('./acme/openapi.yaml');
 * contract.clauses.get('acme/ticket/subject-required')?.text;
 */
export async function loadContract(file: string): Promise<Contract> {
  const problems = await checkContract(file);
  if (problems.length > 0) throw new FileError(file, problems);
  return readContract(file);
}

/** Loads a contract that comes with the package: the tests have proved it right, so it is not checked again. */
export function loadProvider(provider: Provider): Contract {
  return readContract(contractFile(provider));
}

/**
 * The contract of a built-in provider's name or of a file.
 *
 * @throws FileError for a name that is neither, and for a file with problems.
 */
export function openContract(name: string): Promise<Contract> {
  if (isProvider(name)) return Promise.resolve(loadProvider(name));
  return loadContract(contractFileNamed(name));
}

/**
 * The file of a contract: a path, or the name of a built-in provider.
 *
 * @throws FileError when it is neither.
 */
export function contractFileNamed(name: string): string {
  if (isProvider(name)) return contractFile(name);
  if (existsSync(name)) return name;
  const mend = `Give the path of a contract, or one of ${providers.join(', ')}.`;
  throw new FileError(name, [{ pointer: '', message: 'there is no such file or provider', mend }]);
}

function readContract(file: string): Contract {
  return buildContract(readData(file) as ContractDocument, file);
}
