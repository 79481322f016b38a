import type { Comparison } from './compare.ts';
import type { Row } from './rounds.ts';
import { double } from './subjects/double.ts';
import { prismDefault, prismQuiet } from './subjects/prism.ts';

/** Our double beside Prism's mock in one run. */
export interface Times {
  readonly ofQuiet: number;
  readonly ofDefault: number;
}

/** How many times Prism's requests a second a row is; NaN without a Prism to compare with. */
export function timesPrism({ rows }: Comparison, row: Row): Times {
  const times = (name: string) => row.requestsPerSecond / rateOf(rows, name);
  return { ofQuiet: times(prismQuiet.name), ofDefault: times(prismDefault.name) };
}

/** Our creation of a ticket. */
export function ourCreation({ rows, provider }: Comparison): Row {
  const found = rows.find(({ subject }) => subject === double.name);
  if (!found) throw new Error(`the double of ${provider} was not measured`);
  return found;
}

export function rateOf(rows: readonly Row[], subject: string): number {
  return rows.find((row) => row.subject === subject)?.requestsPerSecond ?? Number.NaN;
}
