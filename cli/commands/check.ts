import { Command } from 'commander';
import { contractFileNamed, loadContract } from '../../specs/contract/load.ts';

export const check = new Command('check')
  .description('check a contract: OpenAPI, extensions, clauses, rejections, examples')
  .argument('<contract>', 'a contract file, or the name of a built-in provider')
  .action(async (name: string) => {
    const contract = await loadContract(contractFileNamed(name));
    const clauses = `${contract.clauses.size} clauses`;
    console.log(
      `${contract.file}: ${clauses}, ${contract.operations.length} operations, all in order`,
    );
  });
