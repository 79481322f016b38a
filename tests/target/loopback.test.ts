import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../conformance/target/loopback.ts';
import { openTarget } from '../../conformance/target/open-target.ts';
import { TargetError } from '../../conformance/target/target-error.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { readWith, refusal, smallest, targetFile } from './write-target.ts';

describe('this machine', () => {
  it.each([
    'http://localhost:4010',
    'http://LOCALHOST',
    'http://localhost.',
    'http://mava.localhost/x',
    'http://127.0.0.1',
    'https://127.8.9.10:1',
    'http://127.1',
    'http://0x7f000001',
    'http://2130706433',
    'http://[::1]:4010',
    'http://[0:0:0:0:0:0:0:1]',
    'http://[::ffff:127.0.0.1]',
  ])('is %s', (url) => {
    expect(isLoopback(url)).toBe(true);
  });

  it.each([
    'http://example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://notlocalhost',
    'http://128.0.0.1',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'http://[::ffff:10.0.0.1]',
    'http://localhost@example.com',
  ])('is not %s', (url) => {
    expect(isLoopback(url)).toBe(false);
  });
});

describe('a server on another machine', () => {
  const remote = 'https://staging.example';

  it.each([
    ['its own URL', { baseUrl: remote }],
    ['its reset', { reset: { url: `${remote}/reset` } }],
    ['its clock', { clock: { url: `${remote}/clock`, body: '{seconds}' } }],
  ])('needs permission: %s', (_name, fields) => {
    expect(refusal(() => readWith(fields))).toMatch(
      /staging\.example is another machine\n.*--allow-remote/,
    );
    expect(readWith(fields, { allowRemote: true }).provider).toBe('mava');
  });

  it('needs permission before anything is sent, also as a URL', async () => {
    const contract = loadProvider('mava');
    const error = await openTarget(remote, contract).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TargetError);
    expect(error).toMatchObject({ exitCode: 2 });
    const file = targetFile({ ...smallest, baseUrl: remote });
    await expect(openTarget(file, contract)).rejects.toMatchObject({ exitCode: 2 });
    await expect(openTarget(file, contract, { allowRemote: true })).resolves.toMatchObject({
      baseUrl: remote,
    });
  });

  it('is no URL where it is not written as one', async () => {
    await expect(openTarget('http://[', loadProvider('mava'))).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});
