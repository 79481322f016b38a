/** Whether standard output may have colours. */
export function hasColours(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors();
}
