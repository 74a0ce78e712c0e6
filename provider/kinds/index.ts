import type { Kind } from "./define";

export type { Kind } from "./define";

/** Every kind, by noun. */
export const kinds: readonly Kind[] = [];
