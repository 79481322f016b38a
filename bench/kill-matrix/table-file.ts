import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../specs/contract/root.ts';
import type { Fate, Outcome } from './outcome.ts';

/** A row of the file: a defect and what became of it. */
export interface Row {
  readonly defect: string;
  readonly fate: Fate;
  readonly detectedAfter: number | undefined;
  readonly requests: number;
}

const header = 'defect,fate,requests to detection,requests';

/** Writes the outcomes for programs: no id has a comma in it. */
export function writeTable(file: string, outcomes: readonly Outcome[]): void {
  const lines = outcomes
    .filter(({ defect }) => defect)
    .map(({ defect, fate, detectedAfter = '', requests }) =>
      [defect, fate, detectedAfter, requests].join(','),
    );
  writeFileSync(path.join(packageRoot, file), `${[header, ...lines].join('\n')}\n`);
}

/** @throws Error when the file is not there. */
export function readTable(file: string): Row[] {
  const [, ...lines] = readFileSync(path.join(packageRoot, file), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [defect = '', fate, after, requests] = line.split(',');
    return {
      defect,
      fate: fate as Fate,
      detectedAfter: after ? Number(after) : undefined,
      requests: Number(requests),
    };
  });
}
