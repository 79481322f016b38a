// Doubles

// Audits
export type { AuditLimits } from '../conformance/audit/limits.ts';
export type { AuditFinding, AuditReport, RuleResult } from '../conformance/audit/report.ts';
export * from '../mock-server/index.ts';
export { type AuditedDouble, createDouble, type DoubleAuditOptions } from './audited-double.ts';
