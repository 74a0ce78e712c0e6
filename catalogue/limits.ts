/** Limits as the data states them, by the page's words. `limit-keys` of keys.ts says who reads each. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
  /** The value must be greater than this. */
  readonly exclusiveMin?: number;
  /** The value must be less than this. */
  readonly exclusiveMax?: number;
  /** Characters of a text. */
  readonly maxLength?: number;
  /** Characters of each element of a list. */
  readonly itemMaxLength?: number;
  readonly maxItems?: number;
  readonly maxValuesPerKey?: number;
  readonly headerNameMaxLength?: number;
  readonly headerValueMaxLength?: number;
  readonly fileEntryMaxLength?: number;
  readonly urlEntryMaxLength?: number;
  readonly maxEntries?: number;
  readonly minHours?: number;
  readonly maxDays?: number;
  readonly maxMegabytes?: number;
}

/** One end of a range: `inclusive` = the value itself is allowed. */
export interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

export interface Range {
  readonly lower?: Bound | undefined;
  readonly upper?: Bound | undefined;
}

const inclusive = (value: number | undefined): Bound | undefined =>
  value === undefined ? undefined : { value, inclusive: true };

const exclusive = (value: number | undefined): Bound | undefined =>
  value === undefined ? undefined : { value, inclusive: false };

/** The numbers that the limits allow. */
export const rangeOf = ({ min, max, exclusiveMin, exclusiveMax }: Limits): Range => ({
  lower: exclusive(exclusiveMin) ?? inclusive(min),
  upper: exclusive(exclusiveMax) ?? inclusive(max),
});

export const isBelow = (value: number, bound: Bound | undefined): boolean =>
  bound !== undefined && (bound.inclusive ? value < bound.value : value <= bound.value);

export const isAbove = (value: number, bound: Bound | undefined): boolean =>
  bound !== undefined && (bound.inclusive ? value > bound.value : value >= bound.value);

/** The least and the greatest whole number of a range. */
export const wholeNumbers = ({ lower, upper }: Range): { readonly min?: number; readonly max?: number } => ({
  ...(lower && { min: lower.inclusive ? lower.value : lower.value + 1 }),
  ...(upper && { max: upper.inclusive ? upper.value : upper.value - 1 }),
});
