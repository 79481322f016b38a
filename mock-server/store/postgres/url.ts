import { StoreError } from '../store-error.ts';

/** What a URL may say of our own, with what holds where it does not. */
const own = { pool: 10, queue: 1_000 } as const;

/** What the driver knows, of what PostgreSQL's own clients know. */
const drivers = [
  ...['user', 'password', 'host', 'port', 'application_name', 'options', 'client_encoding'],
  ...['sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'sslnegotiation', 'uselibpqcompat'],
  ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'],
];

interface DatabaseUrl extends Readonly<Record<keyof typeof own, number>> {
  /** For the driver. */
  readonly connectionString: string;
  /** For messages. */
  readonly where: string;
}

/** @throws StoreError, without the password, for a URL that cannot be read or has a parameter that nobody knows. */
export function readUrl(text: string): DatabaseUrl {
  const url = URL.parse(text);
  if (!url || !isWhole(url))
    throw new StoreError(
      `${withoutPassword(text)} is no URL. Write postgres://<user>:<password>@<host>/<database>, ` +
        'with %2F for a slash in the password, %23 for #, %3F for ?, %40 for @ and %25 for %.',
    );
  const known: readonly string[] = [...Object.keys(own), ...drivers];
  for (const name of url.searchParams.keys())
    if (!known.includes(name))
      throw new StoreError(`the store's URL has ${name}: it may have ${known.join(', ')}.`);

  const take = (name: keyof typeof own): number => {
    const given = url.searchParams.get(name);
    url.searchParams.delete(name);
    if (given === null) return own[name];
    if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
    throw new StoreError(
      `${name}=${given} in the store's URL: it must be a whole number from 1 to 999999.`,
    );
  };
  const bounds = { pool: take('pool'), queue: take('queue') };
  const host = url.searchParams.get('host') ?? (url.host || 'localhost');
  return { ...bounds, where: `postgres://${host}${url.pathname}`, connectionString: url.href };
}

/** Whether no part of a password was taken for something else, and would be shown. */
function isWhole({ username, password, pathname, search, hash }: URL): boolean {
  if (hash !== '' || pathname.includes('@') || search.includes('@')) return false;
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/.*@/s, '//…@');
}
