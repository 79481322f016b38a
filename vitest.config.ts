import { defineConfig } from 'vitest/config';

/** What a user meets whichever store keeps the state: these tests run over all of them. */
const overEveryStore = [
  'tests/clauses/**/*.test.ts',
  'tests/laws/**/*.test.ts',
  'tests/concurrency.test.ts',
];

export default defineConfig({
  test: {
    // Files share a worker: nothing here is kept in modules, and importing them anew for each file is a third of the time.
    isolate: false,
    // By default one core is left to others, which on a small machine is half of it.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'doublecheck',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**'],
        },
      },
      ...['sqlite', 'postgres'].map((store) => ({
        extends: true as const,
        test: {
          name: `over ${store}`,
          include: overEveryStore,
          globalSetup: `tests/support/provide-${store}.ts`,
        },
      })),
    ],
  },
});
