import { resolveReferences } from '../resolve.ts';
import type { Check } from './check.ts';

/** Is it an OpenAPI document that other tools load, with references that we can follow? */
export const checkOpenApi: Check = async (document) => {
  const mend = 'Mend it as OpenAPI 3.1 demands; references are local (#/...) and do not circle.';
  try {
    const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
    await SwaggerParser.validate(structuredClone(document) as never);
    resolveReferences(document);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const details = (error as { details?: { instancePath?: string }[] }).details;
    return [{ pointer: details?.[0]?.instancePath ?? '', message, mend }];
  }
};
