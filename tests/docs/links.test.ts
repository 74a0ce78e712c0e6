import assert from "node:assert/strict";
import { allFiles, brokenTarget, exists, linksOf, text } from "./repository";

const pages = allFiles.filter((path) => path.endsWith(".md") && !/^(?:sdk|tests\/fixtures)\/.+\//.test(path));
const isExternal = (target: string): boolean => /^[a-z][a-z+.-]*:/i.test(target);

/** Pages that describe the code as it is; the CHANGELOG may name what is gone. */
const describing = pages.filter((path) => path !== "CHANGELOG.md" && !path.startsWith("docs/resources/"));
/** A how-to may ask to write a file that is not there yet. */
const CODE_PATH =
  /(?<!Write the file\*{0,2} )`((?:provider|engine|emulator|cli|scripts|tests|catalogue|sdk|bench|docs|examples|bin)\/[\w./-]+)`/g;

describe("links in the documentation", () => {
  it("lead to files and anchors that exist", () => {
    const broken = pages.flatMap((path) =>
      linksOf(path)
        .filter((target) => !isExternal(target))
        .flatMap((target) => brokenTarget(path, target) ?? []),
    );
    assert.deepEqual(broken, []);
  });

  it("name files and folders of the code that exist", () => {
    const missing = describing.flatMap((path) =>
      [...text(path).matchAll(CODE_PATH)]
        .map(([, named = ""]) => named)
        .filter((named) => !exists(named) && !/\bdist\b/.test(named))
        .map((named) => `${path}: ${named}`),
    );
    assert.deepEqual(missing, []);
  });
});
