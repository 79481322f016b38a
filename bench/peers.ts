import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../specs/contract/root.ts';
import { readTable } from './kill-matrix/table-file.ts';
import { judgeAll } from './peers/judge-all.ts';
import { pageOf } from './peers/page.ts';
import { sampleOf } from './peers/sample.ts';
import { schemathesis } from './peers/schemathesis.ts';
import { specmatic } from './peers/specmatic.ts';
import { versionOf } from './peers/version.ts';
import { writeSection } from './section.ts';

/** Providers without a rate limit, which would have to be waited for with a peer's clock. */
const subjects = ['midlyr', 'loop', 'supportdesk'] as const;

const install = `Peers are not part of the project. Outside of it:
  python3 -m venv peers && peers/bin/pip install schemathesis    then --schemathesis peers/bin/st
  npm install --prefix peers specmatic                           then --specmatic peers/node_modules/specmatic/specmatic.jar
Java and Python have to be there; docs/kill-matrix.csv too: npm run kill-matrix.`;

/** Has others judge the same doubles by the same contracts: `npm run peers -- --schemathesis … --specmatic …`. */
const { values: options } = parseArgs({
  options: {
    schemathesis: { type: 'string' },
    specmatic: { type: 'string' },
    'per-provider': { type: 'string', default: '12' },
    seconds: { type: 'string', default: '90' },
    lanes: { type: 'string', default: '2' },
  },
});

const program = options.schemathesis && path.resolve(options.schemathesis);
const jar = options.specmatic && path.resolve(options.specmatic);
const table = 'docs/kill-matrix.csv';
if (!program || !jar || ![program, jar, path.join(packageRoot, table)].every(existsSync)) {
  console.error(install);
  process.exit(2);
}

const tools = [
  schemathesis(program, 'defaults'),
  schemathesis(program, 'most thorough'),
  specmatic(jar, 'defaults'),
  specmatic(jar, 'most thorough'),
];
const count = Number(options['per-provider']);
const limit = Number(options.seconds);
const samples = new Map(subjects.map((provider) => [provider, sampleOf(provider, count)]));
const judged = await judgeAll(tools, samples, { limit, lanes: Number(options.lanes) });
const versions = [versionOf(program, ['--version']), versionOf('java', ['-jar', jar, '--version'])];
const page = pageOf({ tools, samples, judged, ours: readTable(table), versions, count, limit });
writeSection('docs/kill-matrix.md', '# Kill matrix', 'side by side', page);
console.log('docs/kill-matrix.md is written');
