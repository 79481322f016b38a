import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**'],
    // Files share a worker: nothing here is kept in modules, and importing them anew for each file is a third of the time.
    isolate: false,
    // By default one core is left to others, which on a small machine is half of it.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
