import type { Command } from 'commander';
import type { AuditOptions } from '../conformance/audit/audit.ts';
import { type AuditLimits, defaultLimits } from '../conformance/audit/limits.ts';
import { caseCount, seconds } from './option-values.ts';

/** What an audit goes by where no document gives a number, as options have it. */
export interface AuditLimitOptions {
  readonly attempts?: number;
  readonly concurrency?: number;
  readonly patience?: number;
}

/** The same, with what only somebody who was there can say of the client. */
export interface AuditWords extends AuditLimitOptions {
  readonly reported?: boolean;
  readonly strict?: boolean;
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

/** Gives a command the options for what no journal has: whether the client told of what it gave up. */
export function withReported(command: Command): Command {
  return command
    .option(
      '--reported',
      'the client told of what it left undone; --no-reported says that it did not',
    )
    .option('--no-reported');
}

export function auditLimitsOf(options: AuditLimitOptions): Partial<AuditLimits> {
  return {
    ...(options.attempts !== undefined && { attempts: options.attempts }),
    ...(options.concurrency !== undefined && { concurrency: options.concurrency }),
    ...(options.patience !== undefined && { patience: options.patience }),
  };
}

export function auditOptionsOf(words: AuditWords): AuditOptions {
  const { reported, strict } = words;
  return {
    limits: auditLimitsOf(words),
    ...(reported !== undefined && { reported }),
    strict: strict === true,
  };
}
