import path from 'node:path';
import { resolveReferences } from '../../specs/contract/resolve.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { readData } from '../../specs/contract/source.ts';
import type { AdminOperation } from './input.ts';

/** The admin API's own OpenAPI document, from which its routes are made. */
export interface AdminDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, AdminOperation>>>>;
}

let document: AdminDocument | undefined;

/** The document, `openapi.yaml` beside this file's source: read once for all doubles of a process. */
export function readAdminDocument(): AdminDocument {
  const file = path.join(packageRoot, 'mock-server', 'admin', 'openapi.yaml');
  document ??= resolveReferences(readData(file)) as AdminDocument;
  return document;
}
