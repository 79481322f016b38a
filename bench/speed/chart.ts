import type { Comparison } from './compare.ts';
import { type BarGroup, plotOf } from './plot.ts';
import { double } from './subjects/double.ts';

/** The creation of a ticket at every server, as SVG, a group for each provider. */
export function chartOf(comparisons: readonly Comparison[]): string {
  return plotOf('Requests a second: a new ticket, one core', comparisons.map(groupOf));
}

function groupOf({ provider, rows }: Comparison): BarGroup {
  const creations = rows.filter(({ load }) => load === 'create');
  return {
    title: provider,
    bars: creations.map(({ subject, requestsPerSecond }) => ({
      label: subject,
      value: requestsPerSecond,
      isOurs: subject === double.name,
    })),
  };
}
