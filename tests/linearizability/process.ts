import { type Loss, loseOnLoad } from './losses.ts';

// One of the processes of a cluster: a double over a shared store, until its parent is gone.
const [store, loss] = process.argv.slice(2);
process.once('disconnect', () => process.exit());

const isLost = loss === undefined ? () => true : loseOnLoad(loss as Loss);
const { createDouble } = await import('../../mock-server/double.ts');
const double = await createDouble({
  store: store as `postgres://${string}`,
  providers: ['midlyr', 'mava', 'tickiti', 'supportdesk'],
});
if (!isLost()) throw new Error(`nothing was lost by ${loss}: its file was not loaded`);
process.send?.(await double.listen());
