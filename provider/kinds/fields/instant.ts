const HAS_ZONE = /(?:z|utc|gmt|[+-]\d\d:?\d\d)$/i;

/** The moment that a text names, ms; NaN = none. Without an offset it is UTC, whatever the clock of this machine is set to. */
export function instantOf(text: string): number {
  const trimmed = text.trim();
  if (HAS_ZONE.test(trimmed) || /^\d{4}-\d\d-\d\d$/.test(trimmed)) return Date.parse(trimmed);
  return Date.parse(/\dT\d/.test(trimmed) ? `${trimmed}Z` : `${trimmed} UTC`);
}
