import { Argument, Command } from 'commander';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { UsageError } from '../usage-error.ts';

export const defects = new Command('defects')
  .description('list the defects that a double can have, each breaking one clause')
  .addArgument(new Argument('[provider]', 'only those of one provider').choices(providers))
  .option('--clause <pattern>', 'only those of these clauses; * stands for anything')
  .action(async (provider: Provider | undefined, { clause = '*' }: { clause?: string }) => {
    const { defectsOf } = await import('../../mock-server/defects/index.ts');
    const isWanted = matcher(clause);
    const found = (provider ? [provider] : providers)
      .flatMap((name) => [...defectsOf(loadProvider(name)).values()])
      .filter((defect) => isWanted(defect.clause));
    if (found.length === 0) throw new UsageError(`No clause with a defect is like ${clause}.`);
    for (const { id } of found) console.log(id);
    const clauses = new Set(found.map((defect) => defect.clause)).size;
    console.log(`\n${found.length} defects of ${clauses} clauses`);
  });

/** Whether a clause is as the pattern says, from its first letter to its last. */
function matcher(pattern: string): (clause: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return (clause) => expression.test(clause);
}
