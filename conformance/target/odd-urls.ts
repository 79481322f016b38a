import type { Problem } from '../../specs/contract/problem.ts';
import type { TargetFile } from './schema.ts';

type Found = Omit<Problem, 'line'>;

/** URLs that are none, and URLs with a user or a password in them, which nothing would send. */
export function oddUrls({ baseUrl, reset, clock }: TargetFile): Found[] {
  return [
    ...oddUrl('/baseUrl', baseUrl, proxy),
    ...(reset ? oddUrl('/reset/url', reset.url, header) : []),
    ...(clock ? oddUrl('/clock/url', clock.url, header) : []),
  ];
}

const proxy =
  'Take it out: what the server asks for stands under credentials, and is sent as authentication says; for a password in front of it, put a proxy between that adds it.';
const header =
  'Write it as a header of the hook: Authorization, with "Basic" and the two in base64.';

function oddUrl(pointer: string, url: string, mend: string): Found[] {
  if (!URL.canParse(url))
    return [{ pointer, message: 'it is no URL', mend: 'Write one such as http://127.0.0.1:8080.' }];
  const { username, password } = new URL(url);
  if (username === '' && password === '') return [];
  return [{ pointer, message: 'a user or a password stands in it, which is not sent', mend }];
}
