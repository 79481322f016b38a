import path from 'node:path';
import { createAjv } from './ajv.ts';
import { exchangesSchema, type GoldenExchanges } from './golden-exchange.ts';
import { FileError } from './problem.ts';
import { packageRoot } from './root.ts';
import { readSource } from './source.ts';

/** The file of the golden exchanges that come with a provider. */
export function exchangesFile(provider: string): string {
  return path.join(packageRoot, 'fixtures', 'exchanges', `${provider}.yaml`);
}

/**
 * Reads golden exchanges.
 *
 * @throws FileError when the file is not written as exchanges are.
 */
export function readExchanges(file: string): GoldenExchanges {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true }).compile(exchangesSchema);
  if (validate(source.value)) return source.value as unknown as GoldenExchanges;
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
