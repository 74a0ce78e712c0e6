#!/usr/bin/env node
// Hand-written lines per kind: what a resource costs in addition to the catalogue. Helper files of an area are listed apart.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "provider", "kinds");
const lineCount = (text) => text.split("\n").filter((line) => line.trim() !== "").length;
/** Lines of the `examples: [ … ]` part, which is documentation. */
const exampleLines = (text) => lineCount(/^ {2}examples: \[[\s\S]*?^ {2}\],$/m.exec(text)?.[0] ?? "");

const rows = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["derive", "fields"].includes(entry.name))
  .flatMap(({ name: area }) =>
    readdirSync(join(root, area))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => {
        const text = readFileSync(join(root, area, file), "utf8");
        const noun = /^ {2}noun: "([^"]+)"/m.exec(text)?.[1];
        const examples = exampleLines(text);
        return { file: `${area}/${file}`, noun, lines: lineCount(text) - examples, examples };
      }),
  );

if (process.argv.includes("--json")) {
  console.log(JSON.stringify(rows, null, 2));
} else {
  const kinds = rows.filter(({ noun }) => noun).sort((a, b) => a.lines - b.lines);
  const helpers = rows.filter(({ noun }) => !noun);
  const table = (list, nameOf) =>
    list.forEach((row) =>
      console.log(`${nameOf(row).padEnd(46)} ${String(row.lines).padStart(5)} ${String(row.examples).padStart(9)}`),
    );
  console.log(`${"kind".padEnd(46)} lines  examples`);
  table(kinds, ({ noun }) => noun);
  console.log(`\n${"shared by kinds of an area".padEnd(46)} lines`);
  table(helpers, ({ file }) => file);
  const total = rows.reduce((sum, { lines }) => sum + lines, 0);
  console.log(
    `\n${kinds.length} kinds, ${total} lines in all, median ${kinds[Math.floor(kinds.length / 2)]?.lines ?? 0} a kind.`,
  );
}
