import type { OpenAPIV3_1 } from 'openapi-types';
import type { Contract } from './types.ts';

/** Where a credential travels: a header in lower case, and what stands before the token there. */
export interface CredentialPlace {
  readonly header: string;
  readonly prefix: '' | 'Bearer ';
}

/**
 * Reads an OpenAPI security scheme.
 *
 * @throws Error for schemes other than an API key in a header and HTTP bearer.
 */
export function securityScheme(contract: Contract, name: string): CredentialPlace {
  const schemes = contract.document.components?.securitySchemes ?? {};
  const scheme = schemes[name] as OpenAPIV3_1.SecuritySchemeObject | undefined;
  if (scheme?.type === 'apiKey' && scheme.in === 'header') {
    return { header: scheme.name.toLowerCase(), prefix: '' };
  }
  if (scheme?.type === 'http' && scheme.scheme.toLowerCase() === 'bearer') {
    return { header: 'authorization', prefix: 'Bearer ' };
  }
  throw new Error(
    `${contract.file}: the security scheme "${name}" is no API key in a header and no bearer token`,
  );
}
