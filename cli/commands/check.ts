import { Command } from 'commander';
import { loadContract } from '../../specs/contract/load.ts';
import { contractFile, isProvider } from '../../specs/contract/providers.ts';

export const check = new Command('check')
  .description('check a contract: OpenAPI, extensions, clauses, rejections, examples')
  .argument('<contract>', 'a contract file, or the name of a built-in provider')
  .action(async (name: string) => {
    const contract = await loadContract(isProvider(name) ? contractFile(name) : name);
    const clauses = `${contract.clauses.size} clauses`;
    console.log(
      `${contract.file}: ${clauses}, ${contract.operations.length} operations, all in order`,
    );
  });
