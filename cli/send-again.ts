import { withoutUser } from '../conformance/wire/without-user.ts';
import { quoted } from './invocation.ts';

/** What of the command says where cases go. */
export interface SentWith {
  readonly target: string;
  readonly contract?: string;
  readonly allowRemote?: boolean;
}

/** The command that sends one case of a file once more; undefined for cases that were piped. */
export function sendAgain(
  file: string,
  { target, contract, allowRemote }: SentWith,
): (id: string) => string | undefined {
  if (file === '-') return () => undefined;
  const options = [
    `--target ${quoted(withoutUser(target))}`,
    ...(contract === undefined ? [] : [`--contract ${quoted(contract)}`]),
    ...(allowRemote ? ['--allow-remote'] : []),
  ].join(' ');
  return (id) =>
    `grep -F ${quoted(JSON.stringify(id))} ${quoted(file)} | doublecheck send - ${options}`;
}
