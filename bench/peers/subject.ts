import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DoubleAdmin } from '../../conformance/target/double-admin.ts';
import { createDouble } from '../../mock-server/double.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { writeBenchWorld } from '../bench-world.ts';
import { readableCopy } from './readable-copy.ts';

/** A double that a peer judges: its requests are counted, and no quota ends in the middle of a run. */
export interface Subject {
  readonly contract: Contract;
  /** Where the document's paths begin. */
  readonly baseUrl: string;
  readonly credential: { readonly header: string; readonly value: string; readonly token: string };
  /** The contract in the form that Specmatic reads. */
  readonly copy: string;
  /** A folder for whatever the peer leaves behind. */
  readonly folder: string;
  /** Begins anew, clean or with one defect, and counts from nothing. */
  prepare(defect: string | undefined): Promise<void>;
  requests(): number;
  close(): Promise<void>;
}

export async function openSubject(provider: Provider): Promise<Subject> {
  const folder = mkdtempSync(path.join(tmpdir(), `doublecheck-peers-${provider}-`));
  const world = writeBenchWorld(provider, folder);
  const copy = path.join(folder, 'openapi.json');
  writeFileSync(copy, JSON.stringify(readableCopy(provider), null, 1));
  const double = await createDouble({ providers: [provider], atRoot: true, worlds: [world] });
  let requests = 0;
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/_doublecheck')) requests += 1;
    double.app(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const admin = new DoubleAdmin(address, undefined);
  const [contract] = double.contracts as [Contract];
  const [target] = await double.targets(address);
  const { value, token } = target?.credentials.primary ?? fail();
  return {
    contract,
    baseUrl: address + contract.basePath,
    credential: { header: headerOf(contract), value, token },
    copy,
    folder,
    async prepare(defect) {
      await admin.call('PUT', '/defects', { defects: defect ? [defect] : [] });
      await admin.call('POST', '/reset');
      requests = 0;
    },
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await double.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** As the document spells it: Schemathesis finds a header to leave out by its very letters. */
function headerOf({ document }: Contract): string {
  const [scheme] = Object.values(document.components?.securitySchemes ?? {});
  return scheme && 'name' in scheme ? scheme.name : 'Authorization';
}

function fail(): never {
  throw new Error('the world has no credential with the role primary');
}
