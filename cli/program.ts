import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { OptionError } from '../conformance/option-error.ts';
import { FileError } from '../specs/contract/problem.ts';
import { packageRoot } from '../specs/contract/root.ts';
import { audit } from './commands/audit.ts';
import { certify } from './commands/certify.ts';
import { check } from './commands/check.ts';
import { clauses } from './commands/clauses.ts';
import { conform } from './commands/conform.ts';
import { defects } from './commands/defects.ts';
import { generate } from './commands/generate.ts';
import { proxy } from './commands/proxy.ts';
import { replay } from './commands/replay.ts';
import { report } from './commands/report.ts';
import { send } from './commands/send.ts';
import { serve } from './commands/serve.ts';
import { target } from './commands/target.ts';
import { refuseGivenTwice } from './given-twice.ts';
import { UsageError } from './usage-error.ts';

/** What a command exits with when the input, not the thing judged, is at fault. */
const usageExit = 2;

const faultsOfInput = [FileError, OptionError, UsageError];

const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

const program = new Command('doublecheck')
  .description(
    'Stateful doubles of the APIs you integrate with, served from what their documents say.',
  )
  .version(version)
  .showHelpAfterError('(add --help for the options)');
const commands = [
  ...[serve, conform, audit, certify, proxy, replay, generate, send],
  ...[check, clauses, target, report, defects],
];
for (const command of commands) {
  program.addCommand(command);
  adopt(command, program);
}
program.exitOverride(leave);

try {
  await program.parseAsync();
} catch (error) {
  if (!faultsOfInput.some((fault) => error instanceof fault)) throw error;
  console.error((error as Error).message);
  // A connection that could not be made may be left open.
  process.exit(usageExit);
}

/** Commands that are added do not take over how their parent speaks and leaves. */
function adopt(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent).exitOverride(leave);
  refuseGivenTwice(command);
  for (const own of command.commands) adopt(own, command);
}

function leave({ exitCode }: { exitCode: number }): never {
  process.exit(exitCode === 0 ? 0 : usageExit);
}
