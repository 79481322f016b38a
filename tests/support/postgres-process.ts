import { startPostgres } from './postgres.ts';

// A PostgreSQL server that has the limits of this process, until nobody holds its standard input. It tidies
// up when it is told to, and not before.
const server = await startPostgres({ autovacuum: 'off' });
console.log(`PostgreSQL is at ${server.url}.`);
process.stdin.resume().once('end', async () => {
  await server.remove();
  process.exit(0);
});
