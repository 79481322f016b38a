import { openSync, writeSync } from 'node:fs';
import { targetOfWorld } from '../../cli/world-target.ts';
import { writeJsonl } from '../../conformance/generate/formats/jsonl.ts';
import { generateCases } from '../../conformance/generate/generate.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';

// Makes so many cases, writes them nowhere as JSONL, and prints what that took as JSON.
const [provider = 'midlyr', count = '1000'] = process.argv.slice(2);
const contract = loadProvider(provider as Provider);
const target = await targetOfWorld(contract, undefined);

const started = performance.now();
const cases = await generateCases(contract, target, { count: Number(count) });
const planned = performance.now();

const nowhere = openSync('/dev/null', 'w');
const roles = Object.entries(target.credentials).map(([role, { header }]) => ({ role, header }));
const about = { provider, title: '', seed: 1, version: '', baseUrl: target.baseUrl, roles };
let written = 0;
let bytes = 0;
let randomFrom = performance.now();
let chunk = '';
for (const line of writeJsonl(cases, about)) {
  chunk += line;
  bytes += line.length;
  if (++written === cases.plan.length) randomFrom = performance.now();
  if (chunk.length < 64 * 1024) continue;
  writeSync(nowhere, chunk);
  chunk = '';
}
const ended = performance.now();

console.log(
  JSON.stringify({
    planned: cases.plan.length,
    planSeconds: (planned - started) / 1000,
    perSecond: (written - cases.plan.length) / ((ended - randomFrom) / 1000),
    bytesPerCase: bytes / written,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
