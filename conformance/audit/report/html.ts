import { style } from '../../report/html/style.ts';
import { markup, verbatim } from '../../report/markup.ts';
import type { AuditReport } from '../report.ts';
import { findingsPart } from './html/findings.ts';
import { headPart } from './html/head.ts';
import { rulesPart } from './html/rules.ts';
import { auditStyle } from './html/style.ts';
import { auditHeadlineOf } from './words.ts';

/** A report as one page that stands alone: it loads nothing, has no scripts, and reads in light, in dark and on paper. */
export function auditHtmlOf(report: AuditReport): string {
  return `<!doctype html>
${markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${report.title}: ${auditHeadlineOf(report)}</title>
<style>${verbatim(style + auditStyle)}</style>
</head>
<body>
${headPart(report)}
<main>
${rulesPart(report)}
${findingsPart(report)}
</main>
<footer>Doublecheck ${report.doublecheck} · audit format ${report.format}</footer>
</body>
</html>`}
`;
}
