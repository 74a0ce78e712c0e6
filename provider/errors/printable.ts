const ESCAPE_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const TOKEN = /\b(?:Bearer\s+)?eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,4}/g;

/** Longest foreign text that a message carries. */
export const LONGEST = 2000;

/**
 * Text of the service (or any other foreign text) as it may stand in a message: no terminal control, no text-direction
 * tricks, no tokens, bounded length. Line feeds become blanks.
 */
export function printable(text: string, longest = LONGEST): string {
  const clean = text
    .slice(0, longest * 4)
    .replace(ESCAPE_SEQUENCES, "")
    .replace(/\s*[\r\n\t]+\s*/g, " ")
    .replace(CONTROL, "")
    .replace(TOKEN, "[token]")
    .trim();
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}
