import type { Command } from 'commander';
import { type AuditLimits, defaultLimits } from '../conformance/audit/limits.ts';
import { caseCount, seconds } from './option-values.ts';

/** What an audit goes by where no document gives a number, as options have it. */
export interface AuditLimitOptions {
  readonly attempts?: number;
  readonly concurrency?: number;
  readonly patience?: number;
}

const { attempts, concurrency, patience } = defaultLimits;

/** Gives a command the options for the limits of an audit. */
export function withAuditLimits(command: Command): Command {
  return command
    .option(
      '--attempts <number>',
      `attempts of one request that are enough; ${attempts} by default`,
      caseCount,
    )
    .option(
      '--concurrency <number>',
      `requests at a time that are enough; ${concurrency} by default`,
      caseCount,
    )
    .option(
      '--patience <seconds>',
      `a longer wait for an answer is too long; ${patience} by default`,
      seconds,
    );
}

export function auditLimitsOf(options: AuditLimitOptions): Partial<AuditLimits> {
  return {
    ...(options.attempts !== undefined && { attempts: options.attempts }),
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
    ...(options.patience !== undefined && { patience: options.patience }),
  };
}
