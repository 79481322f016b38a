import { registerHooks } from 'node:module';

/** Ways to break the store, each by one piece of its text. */
const losses = {
  /** Requests no longer wait for each other. */
  'the locks of requests': {
    file: '/mock-server/store/postgres/locks.ts',
    text: 'ELSE pg_advisory_xact_lock(number)',
    instead: 'ELSE pg_advisory_xact_lock_shared(number)',
  },
  /** Who resets a sandbox waits for nobody, and nobody for them. */
  'the lock of sandboxes': {
    file: '/mock-server/store/postgres/locks.ts',
    text: "pg_advisory_xact_lock(hashtextextended('sandbox ' || $1, 0))",
    instead: "hashtextextended('sandbox ' || $1, 0)",
  },
  /** What is read may be old by the time that it is held. */
  'the order of holding and reading': {
    file: '/mock-server/store/postgres/batch.ts',
    text: `const [, held, found] = await together(
    client.query('BEGIN'),
    holdFacts(client, provider, token, asked, alone),
    readFacts(client, provider, token, asked),`,
    instead: `const [, found, held] = await together(
    client.query('BEGIN'),
    readFacts(client, provider, token, asked),
    holdFacts(client, provider, token, asked, alone),`,
  },
} as const;

export type Loss = keyof typeof losses;

/**
 * Breaks the store that is loaded after this.
 *
 * @returns whether it was loaded, and is broken.
 * @throws Error when it is loaded and does not have the text.
 */
export function loseOnLoad(name: Loss): () => boolean {
  const { file, text, instead } = losses[name];
  let isLost = false;
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      if (!url.endsWith(file)) return loaded;
      const source = String(loaded.source);
      if (!source.includes(text)) throw new Error(`${file} has no such text: ${text}`);
      isLost = true;
      return { ...loaded, source: source.replace(text, () => instead) };
    },
  });
  return () => isLost;
}
