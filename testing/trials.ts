import { profileNames } from '../mock-server/chaos/profiles.ts';

/** What a client is tried under: no trouble at all, or a profile of chaos. */
export const trials = ['calm', ...profileNames] as const;

export type Trial = (typeof trials)[number];
