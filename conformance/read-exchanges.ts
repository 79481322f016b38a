import path from 'node:path';
import { createAjv } from '../specs/contract/ajv.ts';
import { FileError } from '../specs/contract/problem.ts';
import { packageRoot } from '../specs/contract/root.ts';
import { readSource } from '../specs/contract/source.ts';
import { type Exchange, exchangesSchema } from './exchange.ts';

/** The file of the golden exchanges that come with a provider. */
export function exchangesFile(provider: string): string {
  return path.join(packageRoot, 'fixtures', 'exchanges', `${provider}.yaml`);
}

/**
 * Reads golden exchanges.
 *
 * @throws FileError when the file is not written as exchanges are.
 */
export function readExchanges(file: string): readonly Exchange[] {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true }).compile(exchangesSchema);
  if (validate(source.value)) return (source.value as { exchanges: Exchange[] }).exchanges;
  throw new FileError(
    file,
    (validate.errors ?? []).map(({ instancePath, message = '', params }) => ({
      pointer: instancePath,
      line: source.lineOf(instancePath),
      message: params.additionalProperty ? `${message} (${params.additionalProperty})` : message,
      mend: 'Give a file that `doublecheck proxy --record` wrote.',
    })),
  );
}
