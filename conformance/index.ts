// Contracts
export { loadContract, loadProvider, openContract } from '../specs/contract/load.ts';
// Clients
export { type AuditOptions, auditClient } from './audit/audit.ts';
export type { JournalLine } from './audit/journal-line.ts';
export type { AuditFinding, AuditReport } from './audit/report.ts';
export { readAuditSource } from './audit/source/read-source.ts';
// Cases
export type { Case, Kind, Outcome, Step } from './generate/case.ts';
export { type Generation, generateCases } from './generate/generate.ts';
export type { GenerateOptions } from './generate/options.ts';
export { OptionError } from './option-error.ts';
// Passing traffic
export { type ProxyOptions, type RunningProxy, startProxy } from './proxy/proxy.ts';
// Reports
export { htmlOf } from './report/html/page.ts';
export { junitOf } from './report/junit.ts';
export { markdownOf } from './report/markdown.ts';
export type { ClauseResult, Finding, Report, RunEvent, Verdict } from './report/report.ts';
export { listChecks, runConformance } from './run.ts';
export type { RunOptions } from './run-options.ts';
export type { CaseResult, SendCasesOptions, SendEvent, SendSummary } from './send/result.ts';
export { sendCases } from './send/send-cases.ts';
// Targets
export { openTarget } from './target/open-target.ts';
export type { Credential, Entity, Target, Tenant } from './target/target.ts';
export { TargetError } from './target/target-error.ts';
