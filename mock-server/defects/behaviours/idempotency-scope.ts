import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { StoredKey } from '../../engine/facts.ts';
import type { Change } from '../defect.ts';
import { enforcing } from '../seeing.ts';

/** Keys of all tenants of a sandbox are in one name space. */
export function sharedByTenants(): Change {
  return enforcing<Idempotency>('idempotency', (inner) => {
    const known = new Map<string, StoredKey>();
    let asked: string | undefined;
    return {
      ask(request, wants) {
        inner.ask?.(request, wants);
        asked = wants.key?.value;
      },
      check(context) {
        const key = context.facts.key ?? known.get(`${context.facts.sandbox} ${asked}`);
        return inner.check?.({ ...context, facts: { ...context.facts, key } });
      },
      remember(creation, answer) {
        inner.remember?.(creation, answer);
        for (const write of creation.writes)
          if (write.write === 'key')
            known.set(`${creation.context.facts.sandbox} ${write.value}`, write.key);
      },
    };
  });
}
