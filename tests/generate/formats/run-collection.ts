import newman, { type NewmanRunSummary } from 'newman';

/** Runs a collection to its end. */
export function run(
  collection: object,
  env: Readonly<Record<string, string>>,
): Promise<NewmanRunSummary> {
  const envVar = Object.entries(env).map(([key, value]) => ({ key, value }));
  return new Promise((resolve, reject) => {
    newman.run({ collection, envVar, reporters: [] }, (error, summary) =>
      error ? reject(error) : resolve(summary),
    );
  });
}

/** What failed, in words. */
export function failuresOf({ run }: NewmanRunSummary): string[] {
  return run.failures.map(({ error }) => `${error.test ?? error.name}: ${error.message}`);
}
