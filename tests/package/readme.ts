import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The README's program: its first TypeScript block. */
export function readmeProgram(root: string): string {
  const program = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1];
  if (!program) throw new Error("README.md has no TypeScript block");
  return program;
}
