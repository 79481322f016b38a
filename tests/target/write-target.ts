import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { readTarget } from '../../conformance/target/read-target.ts';
import type { Target } from '../../conformance/target/target.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { temporaryFolder } from '../support/cli.ts';

/** The smallest target of mava. */
export const smallest = {
  provider: 'mava',
  baseUrl: 'http://127.0.0.1:8080',
  credentials: { primary: { tenant: 'acme', token: 'secret' } },
  tenants: [{ id: 'acme' }],
  may: { createTickets: 10 },
};

/** A file that holds this, as it stands or as YAML. */
export function targetFile(content: unknown): string {
  const file = path.join(temporaryFolder(), 'target.yaml');
  writeFileSync(file, typeof content === 'string' ? content : stringify(content));
  return file;
}

/** Reads the smallest target with some of its fields replaced, as one of mava. */
export function readWith(
  fields: object,
  options: { env?: NodeJS.ProcessEnv; allowRemote?: boolean } = {},
): Target {
  return readTarget(targetFile({ ...smallest, ...fields }), loadProvider('mava'), options);
}

/** What it says when it is refused, with the file called target.yaml. */
export function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return String((error as Error).message).replaceAll(/\S*\/target\.yaml/g, 'target.yaml');
  }
  throw new Error('it was not refused');
}
