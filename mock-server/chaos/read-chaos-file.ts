import { createAjv } from '../../specs/contract/ajv.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import { readAdminDocument } from '../admin/document.ts';
import type { ChaosOptions } from './read-chaos.ts';

/**
 * Reads chaos from a YAML or JSON file: what the admin API takes.
 *
 * @throws FileError for a file that cannot be read, or is written otherwise.
 */
export function readChaosFile(file: string): ChaosOptions {
  const source = readSource(file);
  const validate = createAjv({ allErrors: true }).compile(chaosSchema());
  if (validate(source.value)) return source.value as ChaosOptions;
  // That a condition failed is told by what failed in it.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  throw new FileError(
    file,
    errors.map(({ instancePath, message = '', params }) => ({
      pointer: instancePath,
      line: source.lineOf(instancePath),
      message: [message, params.unevaluatedProperty ?? params.additionalProperty]
        .filter(Boolean)
        .join(': '),
      mend: 'Write it as mock-server/admin/openapi.yaml describes Chaos.',
    })),
  );
}

function chaosSchema(): JsonSchema {
  const operation = readAdminDocument().paths['/chaos']?.put;
  return operation?.requestBody?.content['application/json'].schema as JsonSchema;
}
