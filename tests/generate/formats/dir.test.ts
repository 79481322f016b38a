// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets

import { describe, expect, it } from 'vitest';
import type { Case } from '../../../conformance/generate/case.ts';
import { writeDir } from '../../../conformance/generate/formats/dir.ts';
import { shownStep } from './recorder.ts';
import { aboutOf, caseOf, midlyrCases, stepOf } from './sample-cases.ts';

function filesOf(cases: readonly Case[]): Map<string, Buffer> {
  const files = [...writeDir(cases, aboutOf('http://user:secret@127.0.0.1:4010/x'))];
  const paths = files.map(({ path }) => path.toLowerCase());
  expect(new Set(paths).size).toBe(paths.length);
  return new Map(
    files.map(({ path, content }) => [
      path,
      Buffer.concat([...content].map((piece) => Buffer.from(piece))),
    ]),
  );
}

function foldersOf(files: Map<string, Buffer>): { id: string; folder: string }[] {
  const lines = String(files.get('index.jsonl')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

describe('the folder', () => {
  it('has for each case what it is, its requests and the bytes of their bodies', () => {
    const files = filesOf(midlyrCases);
    const folders = foldersOf(files);
    expect(folders.map(({ id }) => id)).toEqual(midlyrCases.map(({ id }) => id));
    for (const [index, { folder }] of folders.entries()) {
      const { steps, ...label } = midlyrCases[index] ?? caseOf('', stepOf('', [], undefined, []));
      expect(JSON.parse(String(files.get(`${folder}/label.json`)))).toEqual({
        ...label,
        steps: steps.map(({ request: _request, ...rest }) => rest),
      });
      for (const [at, step] of steps.entries()) {
        const { body, ...head } = step.request;
        expect(JSON.parse(String(files.get(`${folder}/0${at + 1}-request.json`)))).toEqual(head);
        const bytes = files.get(`${folder}/0${at + 1}-body`);
        expect(bytes === undefined).toBe(body === undefined);
        const shown = shownStep(step).body;
        if (typeof shown === 'string') expect(bytes?.toString('latin1') ?? '').toBe(shown);
        else expect(bytes).toHaveLength(shown.length);
      }
    }
  });

  it('has names that every file system takes, and no two for the same', () => {
    const ids = [
      'a/b',
      'a-b',
      'A/b',
      'a/b ',
      'CON',
      '../../etc',
      'é',
      '',
      '.',
      'x'.repeat(500),
      `${'x'.repeat(500)}y`,
    ];
    const files = filesOf(
      ids.map((id) => caseOf(id, stepOf('/x', [], { text: '' }, [{ status: 201 }]))),
    );
    for (const { folder } of foldersOf(files)) {
      expect(folder).toMatch(/^[A-Za-z0-9][A-Za-z0-9-]{0,79}-[0-9a-f]{12}$/);
    }
    expect(files.size).toBe(ids.length * 3 + 2);
  });

  it('says what the names of secrets stand for, and has no secret', () => {
    const readme = String(filesOf([]).get('README.md'));
    expect(readme).toContain(
      '- `${DOUBLECHECK_PRIMARY}`: the whole value of the header Authorization',
    );
    expect(readme).toContain('for http://127.0.0.1:4010/x,');
    expect(readme).not.toContain('secret@');
  });
});
