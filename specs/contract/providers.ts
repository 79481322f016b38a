import path from 'node:path';
import { packageRoot } from './root.ts';

/** The providers whose contracts come with the package. */
export const providers = ['midlyr', 'mava', 'loop', 'tickiti', 'supportdesk'] as const;

export type Provider = (typeof providers)[number];

export function isProvider(name: string): name is Provider {
  return (providers as readonly string[]).includes(name);
}

/** The file of a built-in contract. */
export function contractFile(provider: Provider): string {
  return path.join(packageRoot, 'specs', provider, 'openapi.yaml');
}
