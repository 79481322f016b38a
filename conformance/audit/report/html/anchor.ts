/** Where the finding of a place in the report is described on the page, from 0. */
export function findingId(index: number): string {
  return `finding-${index + 1}`;
}
