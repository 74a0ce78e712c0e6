import type { Overrides } from "./generate";

/** Values that the generic generators cannot know, by noun and property. */
export const OVERRIDES: Overrides = {};
