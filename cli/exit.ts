/** Exit codes of every command. */
export const EXIT = { ok: 0, error: 1, drift: 2, usage: 64, interrupted: 130 } as const;
