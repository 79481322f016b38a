import path from 'node:path';
import { resolveReferences } from '../../specs/contract/resolve.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { readData } from '../../specs/contract/source.ts';
import type { AdminOperation } from './input.ts';

/** The admin API's own OpenAPI document, from which its routes are made. */
export interface AdminDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, AdminOperation>>>>;
}

/** Reads the document, `openapi.yaml` beside this file's source. */
export function readAdminDocument(): AdminDocument {
  const file = path.join(packageRoot, 'mock-server', 'admin', 'openapi.yaml');
  return resolveReferences(readData(file)) as AdminDocument;
}
