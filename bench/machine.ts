import { cpus } from 'node:os';

/** When and on what something was measured, as a sentence. */
export function machine(): string {
  const [first] = cpus();
  const model = first?.model.trim() ?? 'unknown processor';
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, Node ${process.version}, ${model}, ${cpus().length} cores, ${process.platform} ${process.arch}.`;
}
