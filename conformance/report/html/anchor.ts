import { visible } from '../visible.ts';

/** Where a clause is described on the page; its id is its address there too. */
export function hrefOf(clause: string): string {
  return `#${encodeURIComponent(visible(clause)).replaceAll('%2F', '/')}`;
}
