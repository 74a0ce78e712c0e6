import assert from "node:assert/strict";
import { allFiles, brokenTarget, explicitAnchors, exists, resolvePath, text } from "./repository";

const CODE =
  /^(?:provider|engine|emulator|cli|scripts|tests|catalogue|bench|bin|examples|sdk\/nodejs)\/.*\.[cm]?[jt]s$/;
const codeFiles = allFiles.filter((path) => CODE.test(path));

const comments = (path: string): string =>
  [...text(path).matchAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm)]
    .map(([comment]) => comment.replace(/\n\s*\*\s?/g, " "))
    .join("\n");

const citationsIn = (path: string): readonly string[] =>
  [...comments(path).matchAll(/(?<![\w/-])docs\/[\w/-]+\.md(?:#[\w-]+)?/g)].map(([citation]) => citation);

const pagesNamedIn = (path: string): readonly string[] =>
  [...comments(path).matchAll(/(?<![\w./<>*…-])[\w./-]*[\w-]\.md\b/g)].map(([page]) => page);

/** How comments once cited pages that were never in the repository. */
const WORKSHOP_CITATION =
  /\b(?:semantics|admin-api|families|lessons|design)(?: rule)? #?\d|\b(?:semantics|lessons|families)\.md\b|\(semantics\b/i;

describe("citations in comments", () => {
  it("name an anchor that exists", () => {
    const broken = codeFiles.flatMap((path) =>
      citationsIn(path).flatMap((citation) => {
        const problem = brokenTarget("README.md", citation);
        return problem ? [`${path} cites ${problem}`] : [];
      }),
    );
    assert.deepEqual(broken, []);
  });

  it("say where in docs/service a fact is, and not only on which page", () => {
    const vague = codeFiles.flatMap((path) =>
      citationsIn(path)
        .filter((citation) => citation.startsWith("docs/service/") && !citation.includes("#"))
        .map((citation) => `${path}: ${citation}`),
    );
    assert.deepEqual(vague, []);
  });

  it("name no page that is not in the repository", () => {
    const missing = codeFiles.flatMap((path) =>
      pagesNamedIn(path)
        .filter((page) => !exists(page) && !exists(resolvePath(path, page)))
        .map((page) => `${path}: ${page}`),
    );
    assert.deepEqual(missing, []);
  });

  it("use no short name of a page that is not in the repository", () => {
    const old = codeFiles
      .filter((path) => !path.startsWith("tests/docs/"))
      .flatMap((path) =>
        comments(path)
          .split("\n")
          .filter((comment) => WORKSHOP_CITATION.test(comment.replace(/docs\/[\w/-]+\.md(?:#[\w-]+)?/g, "")))
          .map((comment) => `${path}: ${comment.slice(0, 160)}`),
      );
    assert.deepEqual(old, []);
  });
});

describe("anchors in docs", () => {
  it("are set once on their page", () => {
    const doubled = allFiles
      .filter((path) => path.startsWith("docs/") && path.endsWith(".md"))
      .flatMap((path) => {
        const anchors = explicitAnchors(text(path));
        return anchors
          .filter((anchor, index) => anchors.indexOf(anchor) !== index)
          .map((anchor) => `${path}#${anchor}`);
      });
    assert.deepEqual(doubled, []);
  });
});
