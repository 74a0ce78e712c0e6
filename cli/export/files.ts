import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Overwrite = "never" | "always";

/**
 * Writes the files, all or none: somebody may have edited one that is there.
 * @returns The paths of files that exist with other content and were kept, so that nothing was written.
 */
export function writeFiles(
  folder: string,
  overwrite: Overwrite,
  files: { readonly [name: string]: string },
): readonly string[] {
  const differing = Object.entries(files)
    .map(([name, text]) => [join(folder, name), text] as const)
    .filter(([path, text]) => existsSync(path) && readFileSync(path, "utf8") !== text)
    .map(([path]) => path);
  if (overwrite === "never" && differing.length > 0) return differing;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return [];
}
