// Doubles

export { FileError, type Problem } from '../specs/contract/problem.ts';
export { type Provider, providers } from '../specs/contract/providers.ts';
// What the admin API tells
export type { Target } from './admin/target.ts';
// Chaos
export type { Profile } from './chaos/profiles.ts';
export { ChaosError, type ChaosOptions } from './chaos/read-chaos.ts';
export type { Latency, Rule, Trouble } from './chaos/trouble.ts';
export { UnknownDefect } from './defects/switch.ts';
export { createDouble, type Double, type DoubleOptions } from './double.ts';
export type { Faults } from './faults.ts';
export type { JournalEntry } from './journal/journal.ts';
export type { Log } from './log.ts';
export { StoreError, type StoreName } from './store/open-store.ts';
// Worlds
export type { Tenant, World, WorldCredential, WorldEntity } from './world/world.ts';
