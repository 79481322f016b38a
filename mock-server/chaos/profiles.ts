import type { Rule } from './trouble.ts';

/**
 * Named troubles. Each begins with what it is named for, so that a client that sends a single request meets it
 * too, and goes on at random.
 */
export const profiles = {
  /** A bad day: a bit of everything that passes. */
  flaky: [
    { trouble: 'server-error', first: 1 },
    { trouble: 'gateway', status: 502, probability: 0.08 },
    { trouble: 'gateway', status: 504, after: true, probability: 0.04 },
    { trouble: 'server-error', probability: 0.08 },
    { trouble: 'rate-limit', retryAfter: 1, probability: 0.05 },
    { trouble: 'closed-connection', probability: 0.1 },
    { trouble: 'slow-body', seconds: 0.5, probability: 0.05 },
    { trouble: 'duplicate-delivery', probability: 0.05 },
    { trouble: 'latency', latency: { median: 20, p99: 400 } },
    { trouble: 'clock-skew', seconds: -90, probability: 0.2 },
    { trouble: 'unknown-field' },
  ],
  /** Too many requests, whoever sent them. */
  storm: [
    { trouble: 'rate-limit', retryAfter: 1, first: 1 },
    { trouble: 'rate-limit', first: 1 },
    { trouble: 'rate-limit', until: 3, probability: 0.7 },
    { trouble: 'rate-limit', retryAfter: 1, probability: 0.25 },
    { trouble: 'rate-limit', probability: 0.15 },
    { trouble: 'latency', latency: { median: 10, p99: 100 } },
  ],
  /** Nothing works for a while: long enough that who tries for ever tries too often. */
  outage: [
    { trouble: 'gateway', status: 503, until: 10, probability: 0.7 },
    { trouble: 'server-error', until: 10, probability: 0.5 },
    { trouble: 'gateway', status: 502, until: 10 },
  ],
  /** Requests arrive and are done, and their answers get lost. */
  lossy: [
    { trouble: 'lost-answer', how: 'reset', first: 1 },
    { trouble: 'lost-answer', how: 'hang', patience: 60, first: 1 },
    { trouble: 'lost-answer', how: 'reset', probability: 0.15 },
    { trouble: 'truncated-body', probability: 0.1 },
    { trouble: 'invalid-json', probability: 0.1 },
    { trouble: 'gateway', status: 504, after: true, probability: 0.05 },
    { trouble: 'duplicate-delivery', probability: 0.1 },
    { trouble: 'latency', latency: { median: 5, p99: 50 } },
  ],
} as const satisfies Record<string, readonly Rule[]>;

export type Profile = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as readonly Profile[];

export function isProfile(name: string): name is Profile {
  return Object.hasOwn(profiles, name);
}
