import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

/** One PostgreSQL server for all files of a project. */
export default async function provide(project: TestProject) {
  const server = await startPostgres();
  project.provide('store', { server: server.url });
  return () => server.remove();
}
