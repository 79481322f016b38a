import { markup, verbatim } from '../markup.ts';
import { headlineOf } from '../outcome.ts';
import type { Report } from '../report.ts';
import { clausesPart } from './clauses.ts';
import { coveragePart } from './coverage.ts';
import { findingsPart } from './findings.ts';
import { headPart } from './head.ts';
import { matrixPart } from './matrix.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { timingsPart } from './timings.ts';
import { unexercisedPart } from './unexercised.ts';

/**
 * A report as one page that stands alone: it loads nothing, reads without scripts, in light, in dark and
 * on paper.
 */
export function htmlOf(report: Report): string {
  return `<!doctype html>
${markup`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${report.title}: ${headlineOf(report)}</title>
<style>${verbatim(style)}</style>
</head>
<body>
${headPart(report)}
<main>
${unexercisedPart(report)}
${matrixPart(report)}
${findingsPart(report)}
${clausesPart(report)}
${coveragePart(report)}
${timingsPart(report)}
</main>
<footer>Doublecheck ${report.doublecheck} · report format ${report.format}</footer>
<script>${verbatim(script)}</script>
</body>
</html>`}
`;
}
