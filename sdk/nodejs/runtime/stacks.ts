type Prepare = NonNullable<typeof Error.prepareStackTrace>;

/**
 * While a resource is being constructed, the SDK reads the stack of four promises for every output property, only for its leak
 * detector; mapping them all to TypeScript sources took half the time of a program of 1,000 resources. Until the answer is
 * called they stay empty. The stacks that people get to see are whole all the same: that of an error is put into words when it is
 * first read, which is later, and the source position of a resource is read with the limit lifted.
 */
export function leaveStacksUnmapped(): () => void {
  const mapped = Error.prepareStackTrace as Prepare | undefined;
  // Without a mapper (no source-map-support, no ts-node) stacks are cheap.
  if (!mapped) return () => undefined;
  const unmapped: Prepare = (error, frames) =>
    Error.stackTraceLimit === Infinity ? (mapped(error, frames) as unknown) : "";
  Error.prepareStackTrace = unmapped;
  return () => {
    if (Error.prepareStackTrace === unmapped) Error.prepareStackTrace = mapped;
  };
}
