/** Exit codes of every verb (design 3). */
export const EXIT = { well: 0, error: 1, drift: 2, usage: 64, interrupted: 130 } as const;
