import path from 'node:path';
import type { Case, Kind } from '../conformance/generate/case.ts';
import { caseSchema } from '../conformance/generate/case-schema.ts';
import type { About } from '../conformance/generate/formats/format.ts';
import { formats } from '../conformance/generate/formats/index.ts';
import { type Generation, generateCases } from '../conformance/generate/generate.ts';
import type { GenerateOptions } from '../conformance/generate/options.ts';
import { Summary } from '../conformance/generate/summary.ts';
import { summaryLine, summaryText } from '../conformance/generate/summary-text.ts';
import { demandWritable } from '../conformance/report/write-whole.ts';
import { openTarget } from '../conformance/target/open-target.ts';
import type { Target } from '../conformance/target/target.ts';
import { TargetError } from '../conformance/target/target-error.ts';
import { secretFormNames, variableName } from '../conformance/wire/variables.ts';
import { withoutUser } from '../conformance/wire/without-user.ts';
import { openContract } from '../specs/contract/load.ts';
import type { Contract } from '../specs/contract/types.ts';
import { version } from '../specs/contract/version.ts';
import { abortOnSignal, interrupted } from './abort-on-signal.ts';
import { writeFolder, writeStream } from './output.ts';
import { UsageError } from './usage-error.ts';
import { writeVariables } from './variables-file.ts';
import { targetOfWorld } from './world-target.ts';

/** The options of `generate`. */
export interface CasesOptions {
  readonly target?: string;
  readonly world?: string;
  readonly kind: readonly Kind[];
  readonly count?: number;
  readonly seed?: number;
  readonly marker?: string;
  readonly clause: readonly string[];
  readonly unique?: boolean;
  readonly format: string;
  readonly output?: string;
  readonly env?: string;
  readonly summary?: boolean;
  readonly allowRemote?: boolean;
  readonly adminToken?: string;
}

export function printSchema(): void {
  console.log(JSON.stringify(caseSchema, null, 2));
}

/**
 * Writes cases to a file, a folder or standard output.
 *
 * @returns the code to exit with.
 * @throws FileError, OptionError and UsageError before anything is written.
 */
export async function writeCases(name: string, options: CasesOptions): Promise<number> {
  try {
    return await writeAll(name, options);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

async function writeAll(name: string, options: CasesOptions): Promise<number> {
  demandOutput(options);
  const contract = await openContract(name);
  const asked = generateOptions(options);
  const target = await targetFor(contract, options);
  const generation = await generateCases(contract, target, asked);
  const summary = new Summary(contract, generation);
  const signal = abortOnSignal();
  const cases = watched(generation, summary, signal, options);
  try {
    await write(cases, aboutOf(contract, target, generation, options), options);
  } catch (error) {
    if (signal.aborted) return interrupted;
    throw error;
  }
  if (options.env !== undefined) writeVariables(options.env, target, generation);
  report(summary, options);
  return 0;
}

/** The format of a folder needs one; the others may do without. */
function demandOutput({ format, output, target, world, env }: CasesOptions): void {
  if (env !== undefined) demandWritable(env);
  if (env !== undefined && output !== undefined && path.resolve(env) === path.resolve(output))
    throw new UsageError(`${env} is given for two files.\n    Give each a file of its own.`);
  if (target !== undefined && world !== undefined)
    throw new UsageError('--target and --world both say whose ids to use.\n    Give one of them.');
  if (formats.get(format)?.kind === 'folder' && output === undefined)
    throw new UsageError(`The format ${format} is a folder.\n    Name it: --output <folder>.`);
}

async function targetFor(contract: Contract, options: CasesOptions): Promise<Target> {
  if (options.target === undefined) return targetOfWorld(contract, options.world);
  const { adminToken } = options;
  // A file is only read, wherever its server is.
  const allowRemote = options.allowRemote === true || !/^https?:/i.test(options.target);
  const target = await openTarget(options.target, contract, { allowRemote, adminToken });
  // What exists in a sandbox exists in every other. Its credentials are good for nothing without it, so it is
  // kept where they are written down.
  if (options.env === undefined) await target.controls?.release?.();
  return target;
}

function generateOptions(options: CasesOptions): GenerateOptions {
  const { seed, marker, count, kind, clause, unique } = options;
  return {
    ...(seed !== undefined && { seed }),
    ...(marker !== undefined && { marker }),
    ...(count !== undefined && { count }),
    kinds: kind,
    clauses: clause,
    unique: unique === true,
  };
}

function aboutOf(
  contract: Contract,
  target: Target,
  generation: Generation,
  { seed = 1 }: CasesOptions,
): About {
  return {
    provider: contract.provider,
    title: contract.document.info.title,
    seed,
    version,
    baseUrl: withoutUser(target.baseUrl),
    roles: Object.entries(target.credentials)
      .filter(([role]) => isNamed(role, generation))
      .map(([role, { header }]) => ({ role, header })),
  };
}

/** Nobody is asked for a credential that no case names. */
function isNamed(role: string, { variables }: Generation): boolean {
  return secretFormNames.some((form) => variables.has(variableName(role, form)));
}

/** An aborted writing leaves nothing behind. */
function* watched(
  cases: Generation,
  summary: Summary,
  signal: AbortSignal,
  { summary: isWanted }: CasesOptions,
): Generator<Case> {
  for (const one of cases) {
    signal.throwIfAborted();
    summary.add(one);
    if (isWanted) summary.addPairs(one);
    yield one;
  }
}

async function write(
  cases: Iterable<Case>,
  about: About,
  { format: name, output }: CasesOptions,
): Promise<void> {
  const format = formats.get(name);
  if (format?.kind === 'folder' && output !== undefined)
    return writeFolder(output, (await format.load())(cases, about));
  if (format?.kind === 'file') return writeStream(output, (await format.load())(cases, about));
}

/** Beside cases on standard output there is no place for anything else. */
function report(summary: Summary, { output, count, summary: isWanted }: CasesOptions): void {
  const print = output === undefined || output === '-' ? console.error : console.log;
  print(isWanted ? summaryText(summary) : summaryLine(summary));
  if (count !== undefined && summary.count < count)
    console.error(`There are no more of these: ${summary.count} of ${count} that were asked for.`);
}
