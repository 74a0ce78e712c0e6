import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isRecord } from "../values";
import type { RegionCache } from "../transport/rest";

/** Regional hosts in a JSON file, no secrets in it; what cannot be read or written is simply not remembered. */
export function fileRegionCache(path: string): RegionCache {
  const read = async (): Promise<{ [key: string]: string }> => {
    try {
      const value: unknown = JSON.parse(await readFile(path, "utf8"));
      const entries = isRecord(value) ? Object.entries(value) : [];
      return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
    } catch {
      return {};
    }
  };
  return {
    get: async (key) => (await read())[key],
    set: async (key, origin) => {
      const { [key]: old, ...others } = await read();
      if (old === origin) return;
      try {
        await mkdir(dirname(path), { recursive: true });
        const next = `${path}.${randomUUID()}`;
        await writeFile(next, JSON.stringify(origin === undefined ? others : { ...others, [key]: origin }), {
          mode: 0o600,
        });
        await rename(next, path);
      } catch {
        // A read-only home is no reason to fail.
      }
    },
  };
}
