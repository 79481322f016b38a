#!/usr/bin/env node
import module from 'node:module';

const oldest = 24;

if (Number.parseInt(process.versions.node, 10) >= oldest) {
  // Before anything else is imported: it more than halves the time to the first answer.
  module.enableCompileCache();
  await import('./program.ts');
} else {
  console.error(`doublecheck needs Node ${oldest} or newer; this is ${process.version}.`);
  process.exitCode = 2;
}
