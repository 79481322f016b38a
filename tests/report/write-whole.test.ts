import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { demandWritable, writeWhole } from '../../conformance/report/write-whole.ts';
import { temporaryFolder } from '../support/cli.ts';

describe('writing a report', () => {
  it('puts the whole in the place of what was there, and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'report.json');
    writeFileSync(file, 'before, and longer');
    writeWhole(file, 'after');
    expect(readFileSync(file, 'utf8')).toBe('after');
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  it('leaves nothing behind when it cannot', () => {
    const folder = temporaryFolder();
    expect(() => writeWhole(path.join(folder, 'none', 'report.json'), '{}')).toThrow(/ENOENT/);
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(path.join(folder, 'sub'));
    expect(() => writeWhole(path.join(folder, 'sub'), '{}')).toThrow(/sub: EISDIR/);
    expect(readdirSync(folder)).toEqual(['sub']);
  });

  it('writes to what is no file', () => {
    expect(() => writeWhole('/dev/null', 'text')).not.toThrow();
  });
});

describe('finding out beforehand', () => {
  it('is content with a file that is not there yet, or is', () => {
    const file = path.join(temporaryFolder(), 'report.json');
    expect(() => demandWritable(file)).not.toThrow();
    writeFileSync(file, '');
    expect(() => demandWritable(file)).not.toThrow();
    expect(() => demandWritable(file, { anew: true })).toThrow(/there already[\s\S]*--force/);
  });

  it('says that there is no folder, or that it is a folder', () => {
    const folder = temporaryFolder();
    expect(() => demandWritable(path.join(folder, 'a', 'b.json'))).toThrow(/mkdir -p/);
    mkdirSync(path.join(folder, 'sub'));
    expect(() => demandWritable(path.join(folder, 'sub'))).toThrow(/it is a folder/);
  });
});
