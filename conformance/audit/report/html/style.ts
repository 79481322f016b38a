/** Colours of the page for keys; the letter tells them apart where two have one colour. */
export const keyTones = ['open', 'known', 'warn', 'pass', 'fail', 'none'] as const;

/** What the page of an audit has beside the style of conform's. */
export const auditStyle = `
${keyTones.map((tone, nth) => `.key-${nth} { --tone: var(--${tone}); --tone-soft: var(--${tone}-soft); }`).join('\n')}
.wide { overflow-x: auto; }
.section th { background: var(--sunk); font-weight: 600; }
.section small { color: var(--soft); font-weight: 400; margin-left: 8px; }
.timeline th, .timeline td { padding: 6px 10px; white-space: nowrap; }
.timeline th:first-child { padding-left: 0; }
.timeline thead th { border-top: 0; }
.timeline .lost { color: var(--fail); }
.timeline .came { color: var(--pass); }
.track { display: block; width: 90px; height: 8px; margin-top: 8px; border-radius: 4px; background: var(--sunk); overflow: hidden; }
.track span { display: block; height: 100%; min-width: 3px; border-radius: 4px; background: var(--open); }
.bodies { margin-top: 10px; }
.bodies summary { padding: 6px 0; color: var(--soft); font-size: 14px; }
.bodies summary:hover { background: none; color: var(--ink); }
.bodies .status { min-width: 84px; }
.finding:target { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 640px) {
  .clauses th, .clauses td { padding: 8px; }
  .clauses td:first-child { width: auto; }
}
@media print {
  .wide { overflow: visible; }
  .timeline th, .timeline td { white-space: normal; padding: 3px 6px; }
  .timeline code { overflow-wrap: anywhere; }
}
`;
