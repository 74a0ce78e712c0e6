import type { Op } from "../events";

/** The CLI's symbol of each operation. */
export const SYMBOLS: Readonly<Record<Op, string>> = {
  same: "  ",
  create: "+ ",
  update: "~ ",
  delete: "- ",
  replace: "+-",
  "create-replacement": "++",
  "delete-replaced": "--",
  read: "> ",
  "read-replacement": ">>",
  refresh: "~ ",
  discard: "< ",
  "discard-replaced": "<<",
  "remove-pending-replace": "~ ",
  import: "= ",
  "import-replacement": "=>",
};

/** The colors that the CLI gives its symbols; nobody needs to find a `same`. */
export type DisplayColor = "green" | "yellow" | "red" | "dim";
export const COLORS: Readonly<Record<Op, DisplayColor>> = {
  same: "dim",
  create: "green",
  update: "yellow",
  delete: "red",
  replace: "yellow",
  "create-replacement": "green",
  "delete-replaced": "red",
  read: "dim",
  "read-replacement": "dim",
  refresh: "yellow",
  discard: "dim",
  "discard-replaced": "dim",
  "remove-pending-replace": "yellow",
  import: "green",
  "import-replacement": "green",
};

/** [to do, being done, done] */
export const WORDS: Readonly<Record<Op, readonly [string, string, string]>> = {
  same: ["", "", ""],
  create: ["create", "creating", "created"],
  update: ["update", "updating", "updated"],
  delete: ["delete", "deleting", "deleted"],
  replace: ["replace", "replacing", "replaced"],
  "create-replacement": ["create replacement", "creating replacement", "created replacement"],
  "delete-replaced": ["delete original", "deleting original", "deleted original"],
  read: ["read", "reading", "read"],
  "read-replacement": ["read for replacement", "reading for replacement", "read for replacement"],
  refresh: ["refresh", "refreshing", "refreshed"],
  discard: ["discard", "discarding", "discarded"],
  "discard-replaced": ["discard original", "discarding original", "discarded original"],
  "remove-pending-replace": ["remove pending replace", "removing pending replace", "removed pending replace"],
  import: ["import", "importing", "imported"],
  "import-replacement": ["import replacement", "importing replacement", "imported replacement"],
};

/** The order of the summary's lines. */
export const OPS = Object.keys(SYMBOLS) as readonly Op[];
