import type { JsonSchema } from '../../specs/contract/declare.ts';
import { phases, verdicts } from './report.ts';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const seconds: JsonSchema = { type: 'number', minimum: 0 };
const texts: JsonSchema = { type: 'array', items: text };
const level: JsonSchema = { enum: ['documented', 'assumed', 'observed'] };
const phase: JsonSchema = { enum: phases };

const selection = record(
  { clauses: texts, level, phases: listOf(phase), shard: text, strict: { type: 'boolean' } },
  ['level', 'shard'],
);

const exchange = record({
  curl: text,
  status: { type: ['integer', 'null'] },
  answer: text,
});

const stopped = record(
  {
    by: {
      enum: [
        'unusable',
        'gone',
        'crashed',
        'nothing-passed',
        'max-requests',
        'max-tickets',
        'aborted',
      ],
    },
    message: text,
    mend: text,
    last: exchange,
  },
  ['last'],
);

const clause = record(
  {
    id: text,
    level,
    section: text,
    text,
    verdict: { enum: verdicts },
    reason: text,
    held: count,
    broken: count,
  },
  ['reason'],
);

const finding = record(
  {
    clauses: { ...texts, minItems: 1 },
    verdict: { enum: ['fail', 'warn', 'known-failure'] },
    check: text,
    phase,
    expected: texts,
    actual: text,
    premise: text,
    exchanges: listOf(exchange),
    replay: text,
    occurrences: count,
  },
  ['premise'],
);

const coverage = record(
  { operation: text, pointer: text, keyword: text, clause: text, valid: count, invalid: count },
  ['clause'],
);

/**
 * The JSON Schema of a report. Readers allow for properties that are not in here: new ones may come
 * without `format` being counted up.
 */
export const reportSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Report of a conformance run',
  ...record(
    {
      format: { const: 1 },
      doublecheck: text,
      provider: text,
      title: text,
      target: text,
      seed: { type: 'integer' },
      marker: text,
      startedAt: { type: 'string', format: 'date-time' },
      seconds,
      requests: count,
      selection,
      stopped,
      exitCode: { enum: [0, 1, 3] },
      phases: listOf(record({ phase, checks: count, requests: count, seconds })),
      clauses: listOf(clause),
      findings: listOf(finding),
      coverage: listOf(coverage),
      baseline: record({ passingAgain: texts, expired: texts }),
    },
    ['stopped', 'baseline'],
  ),
};

function record(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', required, properties };
}

function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}
