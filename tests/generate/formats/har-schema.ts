import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { packageRoot } from '../../../specs/contract/root.ts';

/** The published schema of HAR 1.2, compiled. */
export function compileSchema() {
  const read = (...names: string[]) =>
    JSON.parse(readFileSync(path.join(packageRoot, 'node_modules', ...names), 'utf8'));
  // Its `optional` and `min` are no keywords of any draft.
  const ajv = formats.default(new Ajv({ strict: false }));
  ajv.addMetaSchema(read('ajv', 'lib', 'refs', 'json-schema-draft-06.json'));
  const folder = ['har-schema', 'lib'];
  for (const file of readdirSync(path.join(packageRoot, 'node_modules', ...folder))) {
    if (file.endsWith('.json')) ajv.addSchema(read(...folder, file));
  }
  const validate = ajv.getSchema('har.json#');
  if (!validate) throw new Error('the package har-schema has no har.json');
  return validate;
}
