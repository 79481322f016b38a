import type { FileFormat, FolderFormat, Format } from './format.ts';

const all = [
  file('jsonl', '.jsonl', 'one case a line, in full; what `send` reads', async () => {
    return (await import('./jsonl.ts')).writeJsonl;
  }),
  file('http', '.http', 'for the HTTP clients of VS Code and JetBrains', async () => {
    return (await import('./http.ts')).writeHttp;
  }),
  file('curl', '.sh', 'a shell script that sends and checks each case with curl', async () => {
    return (await import('./curl.ts')).writeCurl;
  }),
  file('har', '.har', 'HAR 1.2, for proxies and browsers', async () => {
    return (await import('./har.ts')).writeHar;
  }),
  file('postman', '.json', 'a Postman collection 2.1 with tests', async () => {
    return (await import('./postman.ts')).writePostman;
  }),
  file('k6', '.js', 'a k6 script with checks', async () => {
    return (await import('./k6.ts')).writeK6;
  }),
  folder('dir', 'a folder for each case, with the bytes of each body', async () => {
    return (await import('./dir.ts')).writeDir;
  }),
];

/** Every way to write cases down, by name. */
export const formats: ReadonlyMap<string, Format> = new Map(
  all.map((format) => [format.name, format]),
);

function file(name: string, extension: string, what: string, load: FileFormat['load']): FileFormat {
  return { kind: 'file', name, extension, what, load };
}

function folder(name: string, what: string, load: FolderFormat['load']): FolderFormat {
  return { kind: 'folder', name, what, load };
}
