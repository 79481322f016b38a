import { Command } from 'commander';
import { demandWritable, writeWhole } from '../../conformance/report/write-whole.ts';
import { targetSchema } from '../../conformance/target/schema.ts';
import { openContract } from '../../specs/contract/load.ts';
import { readSource } from '../../specs/contract/source.ts';
import { UsageError } from '../usage-error.ts';

const init = new Command('init')
  .description('write a target.yaml, commented, for a server of a provider')
  .argument('<contract>', 'the name of a built-in provider, or a contract file')
  .option('-o, --output <file>', 'where to write it; standard output by default')
  .option('--force', 'write over a file that is there')
  .action(async (name: string, { output, force }: { output?: string; force?: boolean }) => {
    const { targetTemplate } = await import('../../conformance/target/init.ts');
    const template = targetTemplate(await openContract(name));
    if (output === undefined) return void process.stdout.write(template);
    demandWritable(output, { anew: force !== true });
    writeWhole(output, template);
    console.log(
      `${output}: put in what exists at your server, then: doublecheck target check ${output}`,
    );
  });

const check = new Command('check')
  .description('check a target.yaml, and tell what could not be exercised with it; sends nothing')
  .argument('<file>', 'the file')
  .option('--contract <contract>', 'a contract file, where the provider is not a built-in one')
  .action(async (file: string, { contract: name }: { contract?: string }) => {
    const { readTarget } = await import('../../conformance/target/read-target.ts');
    const { unmetNeeds } = await import('../../conformance/target/needs.ts');
    const contract = await openContract(name ?? providerOf(file));
    // Nothing is sent, so it may be anywhere.
    const target = readTarget(file, contract, { allowRemote: true });
    const roles = Object.keys(target.credentials).length;
    console.log(
      `${file}: ${target.baseUrl}, ${roles} credentials, ${target.tenants.length} tenants, all in order`,
    );
    for (const need of unmetNeeds(target, contract)) console.log(`without ${need}`);
  });

function providerOf(file: string): string {
  const { provider } = (readSource(file).value ?? {}) as { provider?: unknown };
  if (typeof provider === 'string') return provider;
  throw new UsageError(
    `${file} does not name its provider.\n    Write "provider: <name>" there; doublecheck target init writes a whole file.`,
  );
}

const schema = new Command('schema')
  .description('print the JSON Schema of target.yaml, for editors')
  .action(() => console.log(JSON.stringify(targetSchema, null, 2)));

export const target = new Command('target')
  .description('describe a server that is to be judged')
  .addCommand(init)
  .addCommand(check)
  .addCommand(schema);
