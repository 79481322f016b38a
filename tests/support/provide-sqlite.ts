import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

/** A folder for the databases of all files of a project. */
export default function provide(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-over-sqlite-'));
  project.provide('store', { folder });
  return () => rmSync(folder, { recursive: true });
}
