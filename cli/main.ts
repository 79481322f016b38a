#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is imported: it more than halves the time to the first answer.
enableCompileCache();
await import('./program.ts');
