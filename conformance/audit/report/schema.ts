import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { auditVerdicts } from '../report.ts';

const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const seconds: JsonSchema = { type: 'number' };

const rule = record(
  {
    id: text,
    section: text,
    text,
    verdict: { enum: auditVerdicts },
    reason: text,
    held: count,
    broken: count,
  },
  ['reason'],
);

const attempt = record(
  {
    entry: { type: 'integer', minimum: 1 },
    at: seconds,
    seconds,
    request: text,
    key: text,
    body: text,
    status: { type: ['integer', 'null'] },
    answer: text,
    troubles: texts,
  },
  ['key', 'troubles'],
);

const finding = record({
  rule: text,
  verdict: { enum: ['fail', 'warn'] },
  text,
  actual: text,
  advice: text,
  clauses: texts,
  evidence: { type: 'array', items: attempt },
  occurrences: { type: 'integer', minimum: 1 },
});

/**
 * The JSON Schema of an audit's report. Readers allow for properties that are not in here: new ones may come
 * without `format` being counted up.
 */
export const auditReportSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: "Report of a client's audit",
  ...record({
    format: { const: 1 },
    doublecheck: text,
    provider: text,
    title: text,
    source: text,
    requests: count,
    intents: record({ all: count, done: count, retried: count }),
    seconds,
    strict: { type: 'boolean' },
    exitCode: { enum: [0, 1, 3] },
    rules: { type: 'array', items: rule },
    findings: { type: 'array', items: finding },
  }),
};

function record(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', required, properties };
}
