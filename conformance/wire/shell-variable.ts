/** The shell variable that stands for a role's secret. */
export function variableOf(role: string): string {
  return `DOUBLECHECK_${role.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}
