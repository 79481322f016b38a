import type { IncomingHttpHeaders } from 'node:http';

const secret =
  /^(authorization|proxy-authorization|cookie|set-cookie|.*(token|api-key|secret).*)$/i;

/** Headers with every credential in them blotted out. */
export function redactHeaders(headers: IncomingHttpHeaders): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secret.test(name) ? '[redacted]' : value,
    ]),
  );
}
