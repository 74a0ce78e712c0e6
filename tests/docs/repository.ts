import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, sep } from "node:path";

export const root = join(__dirname, "..", "..");

const SKIPPED = new Set(["node_modules", "dist", "coverage", ".git", ".purview"]);

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path);
    return [relative(root, path).split(sep).join("/")];
  });

/** Paths of all files from the root, with slashes. */
export const allFiles: readonly string[] = filesBelow(root);

export const text = (path: string): string => readFileSync(join(root, path), "utf8");

export const exists = (path: string): boolean => existsSync(join(root, path));

/** A path as a page or a comment in `from` writes it, from the root. */
export const resolvePath = (from: string, path: string): string =>
  normalize(join(dirname(from), path))
    .split(sep)
    .join("/");

const withoutCode = (page: string): string => page.replace(/^ *```[\s\S]*?^ *```/gm, "");

/** The anchor that GitHub gives a heading. */
const slug = (heading: string): string =>
  heading
    .replace(/<[^>]*>/g, "")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

const numbered = (slugs: readonly string[]): readonly string[] =>
  slugs.map((name, index) => {
    const before = slugs.slice(0, index).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-${String(before)}`;
  });

const matches = (pattern: RegExp, page: string): readonly string[] =>
  [...page.matchAll(pattern)].map(([, found = ""]) => found);

export const explicitAnchors = (page: string): readonly string[] => matches(/<a id="([^"]+)">/g, page);

const anchorsByPage = new Map<string, ReadonlySet<string>>();

/** Every anchor of a Markdown page: those of its headings, and those that it sets. */
export const anchorsOf = (path: string): ReadonlySet<string> => {
  const known = anchorsByPage.get(path);
  if (known) return known;
  const page = withoutCode(text(path));
  const anchors = new Set([...numbered(matches(/^#{1,6} +(.+)$/gm, page).map(slug)), ...explicitAnchors(page)]);
  anchorsByPage.set(path, anchors);
  return anchors;
};

/** Targets of the links of a page, code left out. */
export const linksOf = (path: string): readonly string[] =>
  matches(/\]\(([^()\s]+(?:\([^()\s]*\)[^()\s]*)?)\)/g, withoutCode(text(path)).replace(/`[^`\n]*`/g, ""));

/** What is wrong with a link or citation, if anything. */
export const brokenTarget = (from: string, target: string): string | undefined => {
  const [path = "", anchor] = target.split("#");
  const page = path === "" ? from : resolvePath(from, path);
  if (!exists(page)) return `${from}: ${target}: there is no ${page}`;
  if (anchor && page.endsWith(".md") && !anchorsOf(page).has(anchor)) return `${from}: ${page} has no #${anchor}`;
  return undefined;
};
