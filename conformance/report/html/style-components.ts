const head = `
header { padding-top: 44px; }
.outcome { display: flex; gap: 20px; align-items: center; }
.outcome.good { --tone: var(--pass); --tone-soft: var(--pass-soft); }
.outcome.bad { --tone: var(--fail); --tone-soft: var(--fail-soft); }
.outcome.open { --tone: var(--open); --tone-soft: var(--open-soft); }
.seal { flex: none; width: 76px; height: 76px; border-radius: 50%; display: grid; place-items: center;
  font-size: 36px; font-weight: 700; color: var(--tone); background: var(--tone-soft); border: 2px solid currentColor; }
.eyebrow { color: var(--soft); font-size: 13px; }
h1 { font-size: clamp(24px, 4vw, 34px); line-height: 1.15; letter-spacing: -0.02em; text-wrap: balance; }
.target { color: var(--soft); overflow-wrap: anywhere; }
.bar { display: flex; gap: 2px; height: 14px; margin: 26px 0 12px; border-radius: 7px; overflow: hidden; }
.bar span { background: var(--tone); min-width: 4px; flex-basis: 0; }
.bar .not-applicable, .bar .inconclusive { opacity: 0.55; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; }
.legend small { color: var(--soft); }
.sign { display: inline-grid; place-items: center; width: 20px; height: 20px; margin-right: 6px; border-radius: 6px;
  font-size: 12px; font-weight: 700; line-height: 1; color: var(--tone); background: var(--tone-soft); flex: none; }
.facts { display: flex; flex-wrap: wrap; gap: 1px; margin-top: 24px;
  background: var(--line); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.facts div { flex: 1 1 auto; background: var(--panel); padding: 10px 16px 12px; }
.facts dt { color: var(--soft); font-size: 12.5px; }
.facts dd { font-weight: 600; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.notice { margin-top: 14px; padding: 12px 16px; border-radius: 10px; background: var(--warn-soft); border-left: 4px solid var(--warn); }
nav { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-top: 20px; }
`;

const matrix = `
.matrix { display: grid; gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 12px;
  overflow: hidden; box-shadow: var(--shadow); }
.row { display: grid; grid-template-columns: 240px 1fr; gap: 8px 20px; align-items: start; background: var(--panel); padding: 12px 18px; }
.row h3 { font-size: 14.5px; line-height: 1.35; overflow-wrap: anywhere; }
.row > * { min-width: 0; }
.row small { display: block; color: var(--soft); font-weight: 400; font-size: 12.5px; }
.cells { display: flex; flex-wrap: wrap; gap: 4px; }
.cell { width: 22px; height: 22px; display: grid; place-items: center; border-radius: 5px; font-size: 12px; font-weight: 700;
  line-height: 1; text-decoration: none; color: var(--tone); background: var(--tone-soft); }
.cell.fail, .cell.warn, .cell.known-failure { color: var(--panel); background: var(--tone); }
.cell:hover { outline: 2px solid var(--tone); outline-offset: 1px; }
.cell.inconclusive { background: repeating-linear-gradient(135deg, var(--tone-soft) 0 4px, var(--panel) 4px 6px); }
@media (max-width: 640px) { .row { grid-template-columns: 1fr; } }
`;

const findings = `
.finding { margin-top: 16px; padding: 18px 20px 20px; background: var(--panel); border: 1px solid var(--line);
  border-left: 5px solid var(--tone); border-radius: 12px; box-shadow: var(--shadow); }
.finding .eyebrow { display: flex; flex-wrap: wrap; align-items: center; gap: 0 4px; }
.finding h3 { font-size: 17px; line-height: 1.4; margin: 6px 0 4px; }
.ids { display: grid; gap: 2px; font-size: 14px; }
.finding .ids { color: var(--soft); margin-bottom: 12px; }
.compare { display: grid; gap: 6px; margin: 0 0 14px; }
.compare div { display: grid; grid-template-columns: 84px 1fr; gap: 12px; }
.compare dt { color: var(--soft); }
.compare span { overflow-wrap: anywhere; }
.compare em { color: var(--soft); }
.shell { margin-top: 10px; border-radius: 10px; background: var(--code); color: var(--on-code); overflow: hidden; }
.shell figcaption { display: flex; justify-content: space-between; align-items: center; padding: 6px 8px 0 14px; min-height: 32px;
  font-size: 12.5px; color: var(--on-code-soft); }
.shell pre { padding: 4px 14px 12px; }
.shell button { font: inherit; color: inherit; background: none; border: 1px solid currentColor; border-radius: 6px; padding: 1px 9px; cursor: pointer; }
.shell button:hover { color: var(--on-code); }
.answer { display: flex; gap: 12px; padding: 10px 14px; margin-top: 2px; background: var(--sunk); border-radius: 10px; }
.answer .status { font-weight: 700; font-variant-numeric: tabular-nums; flex: none; }
.answer pre { min-width: 0; }
@media (max-width: 640px) { .compare div { grid-template-columns: 1fr; gap: 0; } }
`;

const lists = `
summary { cursor: pointer; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 12px 18px; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: ''; flex: none; width: 7px; height: 7px; border: solid var(--soft); border-width: 0 2px 2px 0; transform: rotate(-45deg); transition: transform 0.15s; }
details[open] > summary::before { transform: rotate(45deg); }
summary:hover { background: var(--sunk); border-radius: 11px; }
summary h3 { font-size: 15px; }
summary small { color: var(--soft); }
.group + .group { border-top: 1px solid var(--line); }
.group summary { flex-wrap: nowrap; }
.group .sign { margin: 0; }
.group .count { font-weight: 700; min-width: 1.6em; text-align: right; font-variant-numeric: tabular-nums; }
.group .tag { margin-left: auto; color: var(--soft); font-size: 13px; white-space: nowrap; }
.group .ids { padding: 0 18px 16px 44px; }
.clauses, #coverage details { margin-top: 10px; overflow: hidden; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 9px 18px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { color: var(--soft); font-size: 12.5px; font-weight: 500; padding-top: 6px; padding-bottom: 6px; }
tbody th { font-weight: 500; }
td p { overflow-wrap: anywhere; }
.clauses td:first-child { width: 160px; }
.about, .why { color: var(--soft); font-size: 13px; }
tr:target { background: var(--open-soft); }
.pill { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12.5px; font-weight: 600; white-space: nowrap;
  color: var(--tone); background: var(--tone-soft); }
.none { color: var(--warn); font-weight: 600; }
.meter { flex: 1; min-width: 80px; max-width: 220px; height: 6px; margin-left: auto; border-radius: 3px; background: var(--sunk); overflow: hidden; display: block; }
.meter span { display: block; height: 100%; background: var(--open); border-radius: 3px; }
.timings .meter { margin: 8px 0 0; max-width: none; }
.timings thead th { border-top: 0; }
.filter { display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: center; margin: 12px 0 14px; }
.filter [role='group'] { display: flex; flex-wrap: wrap; gap: 6px; }
.filter input, .filter button { font: inherit; font-size: 14px; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 4px 10px; }
.filter button { cursor: pointer; display: inline-flex; align-items: center; }
.filter button[aria-pressed='false'] { opacity: 0.45; text-decoration: line-through; }
.quiet { color: var(--soft); }
`;

export const componentStyle = head + matrix + findings + lists;
