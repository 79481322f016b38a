import { createHash } from 'node:crypto';
import { withoutUser } from '../../wire/without-user.ts';
import type { Case, Step } from '../case.ts';
import { bytesOf } from './body.ts';
import { baseUrlVariable, credentialVariables, demandKnownVariables } from './credentials.ts';
import type { About, ExportedFile } from './format.ts';
import { oneLine } from './words.ts';

/** A folder for each case, and at the end an index of them. Of a case no more than its id is kept. */
export function* writeDir(cases: Iterable<Case>, about: About): Generator<ExportedFile> {
  yield { path: 'README.md', content: [readmeOf(about)] };
  const ids: string[] = [];
  for (const one of cases) {
    demandKnownVariables(one, about);
    ids.push(one.id);
    yield* filesOf(one);
  }
  yield { path: 'index.jsonl', content: indexOf(ids) };
}

function* filesOf(one: Case): Generator<ExportedFile> {
  const folder = folderOf(one.id);
  const { steps, ...label } = one;
  yield {
    path: `${folder}/label.json`,
    content: [pretty({ ...label, steps: steps.map(labelOf) })],
  };
  const digits = Math.max(2, `${steps.length}`.length);
  for (const [index, { request }] of steps.entries()) {
    const number = `${index + 1}`.padStart(digits, '0');
    const { body, ...head } = request;
    yield { path: `${folder}/${number}-request.json`, content: [pretty(head)] };
    if (body) yield { path: `${folder}/${number}-body`, content: bytesOf(body) };
  }
}

function labelOf({ request: _request, ...label }: Step) {
  return label;
}

function* indexOf(ids: readonly string[]): Generator<string> {
  for (const id of ids) yield `${JSON.stringify({ id, folder: folderOf(id) })}\n`;
}

/**
 * A name that every file system takes, and that is no other case's, also where small letters and capitals
 * are the same: what can be read of the id, and a part of its hash.
 */
function folderOf(id: string): string {
  const readable = id.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 12);
  return `${readable.slice(0, 80) || 'case'}-${hash}`;
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readmeOf(about: About): string {
  const variables = credentialVariables(about).map(
    ({ name, what }) => `- \`\${${name}}\`: ${oneLine(what)}`,
  );
  return `# ${oneLine(about.title)}: requests and what they may come to

Made by Doublecheck ${about.version} with seed ${about.seed} for ${withoutUser(about.baseUrl)}, which is what \`${baseUrlVariable}\` is in other formats.

Each folder is a case, and \`index.jsonl\` says which.

- \`label.json\`: what the case is, and for each of its requests what may be answered (\`allowed\`) and what the contract has answered (\`expected\`); \`wait\` is how many seconds have to pass before
- \`01-request.json\`: method, path below the base URL, and headers of the first request
- \`01-body\`: the bytes of its body; not there where it has none

In paths (percent-encoded) and header values these stand for credentials, and \`$\${\` for the text \`\${\`:

${variables.join('\n')}
`;
}
