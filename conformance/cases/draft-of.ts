import { buildBody } from './build-body.ts';
import type { Plan } from './change.ts';
import type { Draft } from './draft.ts';
import type { BuildOptions, Form } from './form.ts';
import type { Maker } from './maker.ts';

/** A valid request of a form, with a key of its own where keys travel in a header. */
export function draftOf(
  plan: Plan,
  form: Form | undefined,
  maker: Maker,
  options: BuildOptions = {},
): Draft {
  const { operation, idempotency } = plan;
  const header = idempotency?.key.in === 'header' ? idempotency.key : undefined;
  return {
    operation,
    as: options.role ?? 'primary',
    headers: header ? { [header.name]: keyFor(header.format, maker) } : {},
    body: form && buildBody(form, maker, options),
  };
}

function keyFor(format: 'uuid' | undefined, maker: Maker): string {
  return format === 'uuid' ? maker.uuid() : maker.word();
}
