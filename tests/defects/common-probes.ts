import { soleBehaviour } from '../../mock-server/engine/compile.ts';
import type { Atomicity } from '../../specs/behaviours/atomicity.ts';
import type { Authentication } from '../../specs/behaviours/authentication.ts';
import type { Body } from '../../specs/behaviours/body.ts';
import type { Errors } from '../../specs/behaviours/errors.ts';
import type { Identifiers } from '../../specs/behaviours/identifiers.ts';
import type { Order } from '../../specs/behaviours/order.ts';
import { securityScheme } from '../../specs/contract/security.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { exampleBodies } from './field-probes.ts';
import type { Step } from './probe.ts';

/** Probes for what all contracts declare, by clause. */
export function commonProbes(contract: Contract): Record<string, Step[]> {
  const [operation] = contract.operations;
  if (!operation) return {};
  const plain = exampleBodies(contract, operation)[0] as Record<string, unknown>;
  const json = JSON.stringify(plain);
  const authentication = soleBehaviour<Authentication>(contract, 'authentication');
  const body = soleBehaviour<Body>(contract, 'body');
  const { header, prefix } = securityScheme(contract, authentication.scheme);
  const sent = (value: string): Step => ({ body: plain, headers: { [header]: value } });
  const elsewhere = (name: string, value: string): Step => ({
    body: plain,
    headers: { [header]: null, [name]: value },
  });
  const big = JSON.stringify({ ...plain, filler: 'x'.repeat(body.maxBytes) });
  const atLimit = `${json}${' '.repeat(body.maxBytes - Buffer.byteLength(json))}`;
  const stopped: Step[] = [
    { raw: '{' },
    { raw: json, headers: { 'content-type': 'text/plain' } },
    { raw: '['.repeat(201) + ']'.repeat(201) },
    { method: 'GET', path: '/nowhere' },
    { method: 'DELETE' },
    { body: plain, as: null },
    { body: {} },
  ];

  const probes: Record<string, Step[]> = {
    [authentication.clause]: [
      { body: plain },
      sent('$token'),
      sent('Basic $token'),
      sent('Bearer $token'),
      elsewhere('x-api-key', '$token'),
      elsewhere('authorization', 'Bearer $token'),
    ],
    [authentication.missing.clause]: [
      { body: plain },
      { body: plain, as: null },
      sent(prefix || ' '),
    ],
    [authentication.invalid.clause]: [
      { body: plain },
      sent(`${prefix}$tokenx`),
      sent(`${prefix}$short`),
      sent(`${prefix}$upper`),
      sent(`${prefix}nobody`),
    ],
    [body.malformed.clause]: [
      { raw: json.replace(/\}$/, ',}') },
      { raw: `${json} {}` },
      { raw: Buffer.from(json.replace(/"([A-Za-z_]+)":"/, '"$1":"\u00e4'), 'latin1') },
      { raw: Buffer.from(json.replace(/\}$/, ',"note":"\u00e4"}'), 'latin1') },
    ],
    [body.mediaType.clause]: [
      { raw: json, headers: { 'content-type': 'text/plain' } },
      { raw: json, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { raw: json, headers: { 'content-type': 'application/json; charset=latin1' } },
      { raw: json, headers: { 'content-encoding': 'br' } },
      { raw: Buffer.from(json), headers: { 'content-type': null } },
    ],
    [body.tooLarge.clause]: [{ raw: atLimit }, { raw: `${atLimit} ` }],
    [body.tooDeep.clause]: [200, 201].map((levels) => ({
      raw: json.replace(/\}$/, `,"deep":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`),
    })),
    [body.incomplete.clause]: [{ body: plain, stalls: true }],
    [soleBehaviour<Errors>(contract, 'errors').clause]: stopped,
    [soleBehaviour<Order>(contract, 'order').clause]: [
      ...stopped,
      { raw: big, as: null },
      { body: {}, as: null },
    ],
  };
  const common: Record<string, Step[]> = {
    object: [{ body: [plain] }, { body: json }, { raw: '"text"' }],
    null: nulled(plain),
    'duplicate-keys': Object.keys(plain).map((key) => ({
      raw: json.replace(/\}$/, `,${JSON.stringify(key)}:7}`),
    })),
    'byte-order-mark': [{ raw: `\uFEFF${json}` }],
  };
  for (const [name, steps] of Object.entries(common))
    probes[`${contract.provider}/body/${name}`] = steps;
  for (const { clause, failure } of [soleBehaviour<Atomicity>(contract, 'atomicity')]) {
    const failing: Step[] = [
      { faults: { store: { at: 'commit', times: 1 } } },
      { body: plain },
      { body: plain },
    ];
    for (const id of [clause, failure.clause, failure.answers[0].clause]) probes[id] = failing;
  }
  for (const { clause } of contract.catalogue.values()) probes[clause] ??= stopped;
  for (const declared of operation.behaviours)
    if (declared.kind === 'identifiers')
      for (const { clause } of (declared as Identifiers).of)
        probes[clause] = [{ body: plain, times: 4 }];
  return probes;
}

function nulled(plain: Record<string, unknown>): Step[] {
  const names = [
    ...Object.keys(plain),
    'externalRef',
    'priority',
    'message',
    'attachment',
    'uid',
    'metadata',
    'status',
  ];
  const nested = Object.keys(plain).map((name) => ({
    body: { ...plain, [name]: { ...(plain[name] as object), text: null, queue_name: null } },
  }));
  return [...names.map((name) => ({ body: { ...plain, [name]: null } })), ...nested];
}
