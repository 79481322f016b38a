import { Command, Option } from 'commander';
import { openContract } from '../../specs/contract/load.ts';
import type { Clause, Contract } from '../../specs/contract/types.ts';
import { keepersOf } from '../keepers.ts';

export const clauses = new Command('clauses')
  .description('list the clauses of a contract, with their level and where each is declared')
  .argument('<contract>', 'the name of a built-in provider, or a contract file')
  .addOption(
    new Option('--level <level>', 'only clauses of this level').choices(['documented', 'assumed']),
  )
  .option('--json', 'print JSON, with texts, reasons and citations')
  .action(async (name: string, options: { level?: string; json?: boolean }) => {
    const contract = await openContract(name);
    const chosen = [...contract.clauses.values()].filter(
      ({ level }) => !options.level || level === options.level,
    );
    console.log(options.json ? asJson(contract, chosen) : asText(contract, chosen));
  });

function asJson(contract: Contract, chosen: readonly Clause[]): string {
  const keepers = keepersOf(contract);
  const rows = chosen.map((clause) => ({
    ...clause,
    declaredAt: contract.citations.get(clause.id),
    keptBy: keepers.get(clause.id),
  }));
  return JSON.stringify(rows, null, 2);
}

/** A block a clause: id and level, what it says, why it was chosen, where it is declared and kept. */
function asText(contract: Contract, chosen: readonly Clause[]): string {
  const keepers = keepersOf(contract);
  const blocks = chosen.map((clause) => {
    const lines = [`${clause.id}  [${clause.level}]`, `  ${clause.text}`];
    if (clause.because) lines.push(`  because: ${clause.because}`);
    if (clause.unobservable) lines.push(`  not observable: ${clause.unobservable.because}`);
    if (clause.unobservable?.shownBy) lines.push(`  shown by: ${clause.unobservable.shownBy}`);
    for (const place of contract.citations.get(clause.id) ?? [])
      lines.push(`  declared at ${place}`);
    for (const file of keepers.get(clause.id) ?? []) lines.push(`  kept by ${file}`);
    return lines.join('\n');
  });
  return `${blocks.join('\n\n')}\n\n${tally(chosen)}`;
}

function tally(chosen: readonly Clause[]): string {
  const of = (level: string) => chosen.filter((clause) => clause.level === level).length;
  return `${chosen.length} clauses: ${of('documented')} documented, ${of('assumed')} assumed`;
}
