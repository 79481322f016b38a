import { FileError, type Problem } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { checkTarget } from './check-target.ts';
import { expandVariables } from './expand.ts';
import { controlsOf } from './hooks.ts';
import { demandLoopback } from './loopback.ts';
import { placeOf } from './place.ts';
import type { TargetFile } from './schema.ts';
import { secretsOf } from './secrets.ts';
import { shapeProblems } from './shape-problems.ts';
import type { Target } from './target.ts';

export interface ReadTargetOptions {
  readonly allowRemote?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Reads a `target.yaml`, for a contract.
 *
 * @throws FileError with every problem found: file, line, pointer and what to do.
 * @throws TargetError for a server on another machine, unless that is allowed.
 */
export function readTarget(
  file: string,
  contract: Contract,
  { allowRemote = false, env = process.env }: ReadTargetOptions = {},
): Target {
  const source = readSource(file);
  const demandNone = (problems: readonly Omit<Problem, 'line'>[]): void => {
    if (problems.length === 0) return;
    throw new FileError(
      file,
      problems.map((problem) => ({ ...problem, line: source.lineOf(problem.pointer) })),
    );
  };

  const { value, values, problems } = expandVariables(source.value, env);
  demandNone(problems);
  demandNone(shapeProblems(value));
  const written = value as TargetFile;
  demandNone(checkTarget(written, contract));
  for (const { url } of [{ url: written.baseUrl }, written.reset, written.clock].filter(isThere))
    demandLoopback(url, allowRemote);
  const secrets = secretsOf(written, values);
  return { ...targetOf(written, contract), ...(secrets.length > 0 && { secrets }) };
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function targetOf(written: TargetFile, contract: Contract): Target {
  const { provider, tenants, limits, lacks, may, pacing, authentication } = written;
  const place = authentication ?? placeOf(contract);
  const controls = controlsOf(written);
  return {
    provider,
    baseUrl: written.baseUrl.replace(/\/+$/, ''),
    credentials: Object.fromEntries(
      Object.entries(written.credentials).map(([role, { token, ...rest }]) => [
        role,
        { ...rest, header: place.header.toLowerCase(), value: `${place.prefix ?? ''}${token}` },
      ]),
    ),
    tenants: tenants.map(({ id, settings = {}, entities = {} }) => ({ id, settings, entities })),
    ...(limits && { limits }),
    ...(lacks && { lacks }),
    may: { exhaustRateLimit: false, useUpQuota: false, ...may },
    ...(pacing && { pacing }),
    ...(controls && { controls }),
  };
}
