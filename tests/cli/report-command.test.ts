import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../conformance/report/html/page.ts';
import { jsonOf, readReport } from '../../conformance/report/json.ts';
import type { Report } from '../../conformance/report/report.ts';
import { terminalOf } from '../../conformance/report/terminal.ts';
import { sampleReport } from '../report/sample-report.ts';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';

/** Files that hold these reports, in a folder of their own. */
function written(...reports: readonly Report[]): string[] {
  const folder = temporaryFolder();
  return reports.map((report, index) => {
    const file = path.join(folder, `${index}.json`);
    writeFileSync(file, jsonOf(report));
    return file;
  });
}

function shard(part: string, parts: Partial<Report> = {}): Report {
  return sampleReport({
    selection: { clauses: [], phases: [], strict: false, shard: part },
    ...parts,
  });
}

describe('doublecheck report merge', () => {
  it('writes one report of the shards, and exits as one run would have', async () => {
    const files = written(shard('1/2', { requests: 5 }), shard('2/2', { requests: 7 }));
    const merged = path.join(temporaryFolder(), 'whole.json');
    const { code, stdout } = await runCli(['report', 'merge', ...files, '-o', merged]);
    expect(code).toBe(1);
    expect(stdout).toContain('exit 1: a documented clause fails');
    expect(readReport(merged)).toMatchObject({ requests: 12, exitCode: 1 });
  });

  it('writes nothing of reports that do not belong together', async () => {
    const files = written(shard('1/2'), shard('2/2', { seed: 1 }));
    const folder = temporaryFolder();
    const args = ['report', 'merge', ...files, '-o', path.join(folder, 'whole.json')];
    expect(await refusalOf(args)).toMatch(/another seed: 42, 1/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each<[string[], RegExp]>([
    [['report', 'merge', '-o', 'x.json'], /missing required argument/],
    [['report', 'merge', 'a.json'], /--output/],
    [['report', 'merge', 'none.json', '-o', '/tmp/x.json'], /none\.json.*ENOENT/],
    [['report', 'merge', 'package.json', '-o', '/tmp/x.json'], /conform --json/],
  ])('refuses %j', async (args, pattern) => {
    expect(await refusalOf(args)).toMatch(pattern);
  });
});

describe('doublecheck report render', () => {
  it('shows a report, as conform does', async () => {
    const [file = ''] = written(sampleReport());
    const { code, stdout } = await runCli(['report', 'render', file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${terminalOf(sampleReport())}\n` });
  });

  it('writes the forms that are asked for', async () => {
    const [file = ''] = written(sampleReport());
    const html = path.join(temporaryFolder(), 'report.html');
    const { code, stdout } = await runCli(['report', 'render', file, '--html', html]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(html, 'utf8')).toBe(htmlOf(sampleReport()));
  });

  it('schema prints a JSON Schema', async () => {
    const { stdout } = await runCli(['report', 'schema']);
    expect(JSON.parse(stdout).required).toContain('clauses');
  });
});
