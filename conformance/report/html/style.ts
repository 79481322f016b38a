import { componentStyle } from './style-components.ts';

/** Colours by meaning, so that light and dark differ in this table alone. */
const light = `
  --page: #f6f7f9; --panel: #ffffff; --sunk: #f1f3f6; --line: #e1e5eb; --ink: #17202c; --soft: #5b6675;
  --link: #1d5bbf; --code: #0f172a; --on-code: #e5ebf5; --on-code-soft: #93a3bc;
  --pass: #17804f; --pass-soft: #dcf3e6;
  --fail: #c0262f; --fail-soft: #fde5e5;
  --warn: #95610a; --warn-soft: #fdf0d2;
  --known: #7a3fb0; --known-soft: #f1e6fb;
  --open: #2f6690; --open-soft: #e0eef8;
  --none: #69727f; --none-soft: #e9ecf0;
  --shadow: 0 1px 2px rgb(16 24 40 / 6%), 0 1px 8px rgb(16 24 40 / 4%);`;

const dark = `
  --page: #0e131b; --panel: #161d28; --sunk: #1b2431; --line: #2a3444; --ink: #e6ecf5; --soft: #98a5b8;
  --link: #7fb2ff; --code: #0a0f17; --on-code: #dbe4f2; --on-code-soft: #8495ad;
  --pass: #57cf95; --pass-soft: #12382a;
  --fail: #ff8a8a; --fail-soft: #4a1c22;
  --warn: #f0bf58; --warn-soft: #43330f;
  --known: #c99bf5; --known-soft: #352148;
  --open: #86bfe8; --open-soft: #17344b;
  --none: #9aa5b4; --none-soft: #262f3d;
  --shadow: none;`;

const base = `
:root {${light} }
@media (prefers-color-scheme: dark) { :root {${dark} } }
@media print { :root {${light} --page: #ffffff; --shadow: none; } }
.fail { --tone: var(--fail); --tone-soft: var(--fail-soft); }
.warn { --tone: var(--warn); --tone-soft: var(--warn-soft); }
.known-failure { --tone: var(--known); --tone-soft: var(--known-soft); }
.inconclusive { --tone: var(--open); --tone-soft: var(--open-soft); }
.not-applicable { --tone: var(--none); --tone-soft: var(--none-soft); }
.pass { --tone: var(--pass); --tone-soft: var(--pass-soft); }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; }
header, main, footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
[hidden] { display: none !important; }
.hidden { position: absolute; clip-path: inset(50%); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; font-size: 0.87em; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0; }
h1, h2, h3, p, li { overflow-wrap: anywhere; }
ul { list-style: none; }
h2 { font-size: 20px; line-height: 1.3; letter-spacing: -0.01em; }
h2 small { color: var(--soft); font-weight: 500; }
section { padding-top: 44px; scroll-margin-top: 0; }
.lead { color: var(--soft); margin: 2px 0 14px; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
footer { color: var(--soft); padding-top: 40px; padding-bottom: 48px; font-size: 13px; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media (max-width: 640px) { header, main, footer { padding-left: 14px; padding-right: 14px; } }
`;

/** On paper everything is open, nothing is pressed, and no part is torn from its heading. */
const print = `
@media print {
  body { font-size: 9pt; }
  th, td { padding: 4px 10px; }
  .matrix { background: none; gap: 0; }
  .row + .row { border-top: 1px solid var(--line); }
  .row { padding: 7px 12px; }
  .cell { width: 17px; height: 17px; font-size: 9px; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav, .filter, [data-copy] { display: none !important; }
  section { padding-top: 22pt; }
  details::details-content { content-visibility: visible; block-size: auto; }
  h2, h3, summary, .lead { break-after: avoid; }
  tr, .finding, .row, .notice, .legend li { break-inside: avoid; }
  .finding { break-inside: auto; }
  .shell pre, .answer { break-inside: avoid; }
  .shell { background: #f4f6f9; color: #17202c; border: 1px solid var(--line); }
  .shell figcaption { color: #5b6675; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
`;

export const style = base + componentStyle + print;
