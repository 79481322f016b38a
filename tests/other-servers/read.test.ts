import { expect, it } from 'vitest';
import { type BodyRules, readObject } from './read.ts';

const lax: BodyRules = {
  mediaTypes: 'any',
  byteOrderMark: 'ignored',
  repeatedKeys: 'last counts',
  maxBytes: 1_000,
  maxDepth: 100,
};

function read(text: string, rules: Partial<BodyRules>, headers: Record<string, string> = {}) {
  const asked = { method: 'POST', path: '/', headers, bytes: Buffer.from(text) };
  return readObject(asked, { ...lax, ...rules });
}

it.each<readonly [string, Partial<BodyRules>, unknown]>([
  ['{"a":1}', {}, { a: 1 }],
  [' {"a":1} ', { maxBytes: 9 }, { a: 1 }],
  ['{"a": 11} ', { maxBytes: 9 }, 'too large'],
  ['\uFEFF{}', {}, {}],
  ['\uFEFF{}', { byteOrderMark: 'malformed' }, 'malformed'],
  ['{"a":1,"a":2}', {}, { a: 2 }],
  ['{"a":1,"\\u0061" :2}', { repeatedKeys: 'malformed' }, 'malformed'],
  ['{"a":{"a":["a","a"]},"b":"a\\":"}', { repeatedKeys: 'malformed' }, expect.any(Object)],
  ['{"a":[[]]}', { maxDepth: 3 }, { a: [[]] }],
  ['{"a":[[{}]]}', { maxDepth: 3 }, 'too deep'],
  ['{"a":"[[[[{{{{"}', { maxDepth: 1 }, expect.any(Object)],
  ['[]', {}, 'not an object'],
  ['null', {}, 'not an object'],
  ['{"a":1', {}, 'malformed'],
  ['', {}, 'malformed'],
])('reads %s by %j', (text, rules, wanted) => {
  expect(read(text, rules)).toEqual(wanted);
});

it.each<readonly [string, BodyRules['mediaTypes'], boolean]>([
  ['text/plain', 'any', true],
  ['text/plain', 'json', false],
  ['application/json; charset=utf-16', 'json', true],
  ['application/vnd.api+json', 'json', true],
  ['application/jsonp', 'json', false],
  ['application/json', 'json in UTF-8', true],
  ['Application/JSON;charset="UTF-8"', 'json in UTF-8', true],
  ['application/json; charset=utf-16', 'json in UTF-8', false],
])('takes %s where it takes %s: %s', (type, mediaTypes, isTaken) => {
  const wanted = isTaken ? {} : 'media type';
  expect(read('{}', { mediaTypes }, { 'content-type': type })).toEqual(wanted);
});
