import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { parse } from 'yaml';
import { loadProvider } from '../../../specs/contract/load.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { packageRoot } from '../../../specs/contract/root.ts';
import type { Credentials } from '../../credentials.ts';

interface World {
  readonly tenants: readonly { readonly credentials: readonly { readonly token: string }[] }[];
}

/** The first credential of the provider's world, as the contract says that it is sent: for servers that know no worlds. */
export function primaryOf(provider: Provider): Credentials {
  const file = path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`);
  const { tenants } = parse(readFileSync(file, 'utf8'), { merge: true }) as World;
  const token = tenants[0]?.credentials[0]?.token ?? '';
  const { components } = loadProvider(provider).document;
  const [scheme] = Object.values(components?.securitySchemes ?? {});
  const { type, name } = scheme as OpenAPIV3_1.ApiKeySecurityScheme;
  if (type === 'apiKey') return { header: name, values: [token] };
  return { header: 'authorization', values: [`Bearer ${token}`] };
}
