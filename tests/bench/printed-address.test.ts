import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { startChild } from '../../bench/child-server.ts';
import { printedAddress } from '../../bench/printed-address.ts';

it('finds the first address among what a server prints', async () => {
  const output = new PassThrough();
  output.write('hello\nhttp://127.0.0.1:1234/there\nhttp://127.0.0.1:5\n');
  expect(await printedAddress(output)).toBe('http://127.0.0.1:1234');
});

it('finds none when the output ends, or goes on for too long without one', async () => {
  const ended = new PassThrough();
  ended.end('hello\n');
  expect(await printedAddress(ended)).toBeUndefined();
  expect(await printedAddress(new PassThrough(), 10)).toBeUndefined();
});

it('kills a server that says nothing', async () => {
  const silent = startChild(['-e', 'setInterval(() => {}, 1_000)'], {}, 50);
  await expect(silent).rejects.toThrow('never served');
});
