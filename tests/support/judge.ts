import { runConformance } from '../../conformance/index.ts';
import type { Report } from '../../conformance/report/report.ts';
import type { RunOptions } from '../../conformance/run-options.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import type { Target } from '../../conformance/target/target.ts';
import type { Contract } from '../../specs/contract/types.ts';

/** How long the doubles of these tests wait for a body, in milliseconds. */
export const bodyTimeout = 400;

/** Runs the suite over a double, in a sandbox of its own. */
export async function judgeDouble(
  url: string,
  contract: Contract,
  options: RunOptions = {},
): Promise<Report> {
  const target: Target = {
    ...(await targetOfDouble(url, contract.provider)),
    limits: { bodyTimeout: bodyTimeout / 1000 },
  };
  try {
    return await runConformance(contract, target, options);
  } finally {
    await target.controls?.release?.();
  }
}

/** Turns one defect on, and all others off. */
export async function turnOn(url: string, id: string): Promise<void> {
  const body = JSON.stringify({ defects: [id] });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/_doublecheck/defects`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}
