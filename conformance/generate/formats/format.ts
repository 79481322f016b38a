import type { Case } from '../case.ts';

/** What an export has to tell its reader besides the cases. */
export interface About {
  readonly provider: string;
  /** The contract's title. */
  readonly title: string;
  readonly seed: number;
  /** The version of Doublecheck that made the cases. */
  readonly version: string;
  /** Where the requests go unless `DOUBLECHECK_BASE_URL` says otherwise. */
  readonly baseUrl: string;
  /** Whose credentials the cases name. What can be run asks for each of them before it sends anything. */
  readonly roles: readonly RoleHeader[];
}

export interface RoleHeader {
  readonly role: string;
  /** The header that holds its credential. */
  readonly header: string;
}

/** The content of one file, piece by piece. Takes a case at a time, so that any number of them fits. */
export type WriteFile = (cases: Iterable<Case>, about: About) => Iterable<string>;

/** Files below one folder, each of them piece by piece; a file is written before the next is asked for. */
export type WriteFolder = (cases: Iterable<Case>, about: About) => Iterable<ExportedFile>;

export interface ExportedFile {
  /** Below the folder, with `/`; of letters, digits, `.`, `-` and `/` only. */
  readonly path: string;
  readonly content: Iterable<string | Uint8Array>;
}

/** A way to write cases down. Its code is loaded when it is asked for. */
export type Format = FileFormat | FolderFormat;

export interface FileFormat {
  readonly kind: 'file';
  readonly name: string;
  /** With its dot. */
  readonly extension: string;
  /** One phrase for help. */
  readonly what: string;
  load(): Promise<WriteFile>;
}

export interface FolderFormat {
  readonly kind: 'folder';
  readonly name: string;
  readonly what: string;
  load(): Promise<WriteFolder>;
}
