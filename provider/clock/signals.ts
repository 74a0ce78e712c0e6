const joined = new WeakMap<AbortSignal, WeakMap<AbortSignal, AbortSignal>>();

/**
 * Aborts with the first of the two. One signal for all callers with the same pair, since each would cost two listeners; one that
 * was made here for the same `lasting` signal stays as it is.
 * @param lasting The one that lasts longer, e.g. that of a session.
 */
export function eitherSignal(lasting: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  if (!signal) return lasting;
  const known = joined.get(lasting) ?? new WeakMap<AbortSignal, AbortSignal>();
  joined.set(lasting, known);
  const either = known.get(signal) ?? AbortSignal.any([lasting, signal]);
  known.set(signal, either).set(either, either);
  return either;
}
