import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { allFiles, exists, root, text } from "./repository";

/** Folders that no clone has: they are installed, built or written by a run. */
const MADE = new Set(["node_modules", "dist", "coverage"]);

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !MADE.has(entry.name))
    .map((entry) => (folder === "" ? entry.name : `${folder}/${entry.name}`))
    .filter((path) => allFiles.some((file) => file.startsWith(`${path}/`)));

const rooms = [...foldersIn(""), ...foldersIn("provider"), "docs/service"];
const codeRooms = rooms.filter((room) => allFiles.some((file) => file.startsWith(`${room}/`) && file.endsWith(".ts")));
const readmeOf = (room: string): string => `${room}/README.md`;

describe("every folder of the project", () => {
  it("has a README", () => {
    assert.deepEqual(
      rooms.filter((room) => !exists(readmeOf(room))),
      [],
    );
  });

  it("says in it what it may import, where it has code", () => {
    assert.deepEqual(
      codeRooms.filter((room) => exists(readmeOf(room)) && !/\bimports?\b/.test(text(readmeOf(room)))),
      [],
    );
  });

  it("says it on one screen", () => {
    assert.deepEqual(
      rooms.filter(
        (room) => exists(readmeOf(room)) && room !== "docs/service" && text(readmeOf(room)).split("\n").length > 45,
      ),
      [],
    );
  });
});
