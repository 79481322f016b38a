import type { Share, Summary } from './summary.ts';

/** `1,204 cases: valid 300, invalid 904`. */
export function summaryLine({ count, kinds }: Summary): string {
  const each = [...kinds].map(([kind, cases]) => `${kind} ${number(cases)}`);
  const cases = `${number(count)} ${count === 1 ? 'case' : 'cases'}`;
  return each.length === 0 ? cases : `${cases}: ${each.join(', ')}`;
}

/** What the cases cover, for a person. */
export function summaryText(summary: Summary): string {
  const { clauses, operators, pairs } = summary;
  return [
    `${number(operators.size)} operators`,
    ...[...operators].map(([name, count]) => `  ${number(count).padStart(7)}  ${name}`),
    '',
    `clauses               ${share(clauses)} that these cases can touch`,
    ...clauses.missed.map((id) => `  not touched: ${id}`),
    `of the contract       ${share(summary.contract)}; the others show in time, or take more than the target has`,
    `constraints kept      ${share(summary.constraints('kept'))}`,
    `constraints broken    ${share(summary.constraints('broken'))}`,
    `pairs of fields       ${share(pairs)}`,
    summaryLine(summary),
  ].join('\n');
}

function share({ seen, of }: Share): string {
  return `${number(seen)} of ${number(of)}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
