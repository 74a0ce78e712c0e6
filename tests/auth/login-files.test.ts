import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TokenCacheContext } from "@azure/msal-node";
import { msalCachePlugin, tokenFile } from "../../provider/auth";

describe("The saved sign-in of a user", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "purview-store-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const changed = (text: string) =>
    ({ cacheHasChanged: true, tokenCache: { serialize: () => text } }) as unknown as TokenCacheContext;

  it("is written whole by many sessions at once, for its owner alone", async () => {
    const env = { PURVIEW_CONFIG_DIR: join(folder, "new") };
    const texts = Array.from({ length: 20 }, (_, n) => JSON.stringify({ n, fill: "x".repeat(20_000) }));
    await Promise.all(texts.map(async (text) => (await msalCachePlugin(env)).afterCacheAccess(changed(text))));
    assert.ok(texts.includes(readFileSync(tokenFile(env), "utf8")));
    assert.equal(statSync(tokenFile(env)).mode & 0o777, 0o600);
    assert.equal(statSync(env.PURVIEW_CONFIG_DIR).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(env.PURVIEW_CONFIG_DIR), ["msal-cache.json"], "nothing is left beside it");
  });

  it("does not stop a provider where it cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    const env = { PURVIEW_CONFIG_DIR: join(folder, "file") };
    await (await msalCachePlugin(env)).afterCacheAccess(changed("{}"));
    await assert.rejects(
      async () => (await msalCachePlugin(env, "keep")).afterCacheAccess(changed("{}")),
      /ENOTDIR|EEXIST/,
    );
  });
});
