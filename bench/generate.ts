import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Provider, providers } from '../specs/contract/providers.ts';
import { fileHere } from './child-server.ts';
import { medianBy } from './median.ts';
import { onCore, serverCore } from './speed/cores.ts';

/** The generator, for one contract. */
export interface GenerateRow {
  readonly provider: Provider;
  readonly planned: number;
  /** Until the first case can be taken. */
  readonly planSeconds: number;
  /** Of the random ones after the plan, made and written as JSONL. */
  readonly perSecond: number;
  readonly bytesPerCase: number;
  /** The most memory that the process had: for few cases, and for a million. */
  readonly megabytes: { readonly few: number; readonly million: number };
}

type Run = Omit<GenerateRow, 'provider' | 'megabytes'> & { readonly megabytes: number };

export const rounds = 3;
export const many = 300_000;
const few = 20_000;

/** Each contract in a process of its own, on one core where the system can pin it there. */
export async function measureGenerate(): Promise<GenerateRow[]> {
  const rows: GenerateRow[] = [];
  for (const provider of providers) {
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await write(provider, many));
    const run = medianBy(runs, ({ perSecond }) => perSecond);
    const megabytes = {
      few: (await write(provider, few)).megabytes,
      million: (await write(provider, 1_000_000)).megabytes,
    };
    rows.push({ provider, ...run, megabytes });
  }
  return rows;
}

async function write(provider: Provider, count: number): Promise<Run> {
  const command = [process.execPath, fileHere('servers/write-cases.ts'), provider, String(count)];
  const [program, ...args] = onCore(serverCore, command);
  const { stdout } = await promisify(execFile)(program, args);
  return JSON.parse(stdout);
}
