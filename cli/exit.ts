/** Exit codes of every command. */
export const EXIT = { ok: 0, error: 1, usage: 64, interrupted: 130 } as const;
