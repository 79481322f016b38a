import { expect, it } from 'vitest';
import { freshKey, type Load, nextCredential } from '../../bench/speed/load.ts';
import { luaOf } from '../../bench/speed/lua.ts';

const load: Load = {
  name: 'create',
  method: 'POST',
  path: '/tickets',
  headers: { Authorization: nextCredential, 'Idempotency-Key': freshKey },
  body: `{"name":"Zoë","ref":"${freshKey}"}`,
  credentials: ['Bearer "a"', 'Bearer b'],
  status: 201,
  trouble: () => undefined,
};
const settings = { host: '127.0.0.1:80', answers: '/tmp/answers', seed: 'deadbeef' };

it('a script puts a new key and the next credential wherever a load has room for one', () => {
  const script = luaOf(load, settings);
  expect(script).toContain('local credentials = {"Bearer \\034a\\034", "Bearer b"}');
  expect(script).toContain('\\013\\010Authorization: " .. credential .. "\\013\\010');
  expect(script).toContain('Idempotency-Key: " .. key .. "');
  expect(script).toContain('\\034ref\\034:\\034" .. key .. "\\034}"');
  expect(script).not.toContain('<<');
});

it('a script knows how many bytes a body will have, whatever the letters', () => {
  const sent = load.body.replace(freshKey, 'deadbeef-0000-4000-8000-000000000001');
  expect(luaOf(load, settings)).toContain(
    `Content-Length: ${new TextEncoder().encode(sent).length}`,
  );
});

it('a script counts every answer of another status as wrong', () => {
  expect(luaOf(load, settings)).toContain('if status ~= 201 then\n    wrong = wrong + 1');
});

it('a script stops by itself only where a number of requests is given', () => {
  expect(luaOf(load, settings)).not.toContain('stop()');
  expect(luaOf(load, { ...settings, most: 500 })).toContain(
    'if seen >= 500 then wrk.thread:stop()',
  );
});
