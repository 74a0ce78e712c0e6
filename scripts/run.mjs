#!/usr/bin/env node
// Entry of every npm script. Runs under any Node >= 18: brings a newer one where the machine's is too old, installs what
// the lock file names, builds, and hands over. Plain JavaScript, since nothing is installed yet when it starts.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const toolNode = join(root, "tools/node/node_modules/.bin");
const NEEDED = [22, 12];

const enough = (version) => {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
};

function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    env: process.env,
    ...options,
  });
  if (error) throw error;
  if (signal) process.exit(130);
  return status ?? 1;
}

function must(command, args, options) {
  const status = run(command, args, options);
  if (status !== 0) process.exit(status);
}

const quiet = { stdio: ["ignore", "ignore", "inherit"] };

function bringNode() {
  if (enough(process.version)) return;
  if (!existsSync(join(toolNode, "node"))) {
    if (process.platform !== "linux" || process.arch !== "x64") {
      console.error(
        `Node ${process.version} is too old: pulumi-purview needs Node >= ${NEEDED.join(".")}. Install it (https://nodejs.org) and run this again.`,
      );
      process.exit(1);
    }
    console.log(
      `Node ${process.version} is older than ${NEEDED.join(".")}: installing a newer one for this project (tools/node) …`,
    );
    must("npm", ["ci", "--silent"], { ...quiet, cwd: join(root, "tools/node") });
  }
  process.env.PATH = toolNode + delimiter + process.env.PATH;
}

function install() {
  const installed = join(root, "node_modules/.package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs) return;
  console.log("Installing dependencies …");
  must("npm", ["ci", "--silent"], quiet);
}

const build = (...args) => must("node", ["scripts/build.mjs", ...args]);

const tasks = {
  build: () => build("--force"),
  start: (args) => (build(), run("node", ["--require", "ts-node/register", "scripts/start/main.ts", ...args])),
  test: (args) => (build(), run("node", ["scripts/test.mjs", ...args])),
  "test:compilers": () => (build(), run("node", ["scripts/test.mjs", "--compilers"])),
  "test:package-managers": () => (build(), run("node", ["scripts/test.mjs", "--package-managers"])),
  generate: (args) => run("node", ["--require", "ts-node/register", "scripts/generate.ts", ...args]),
  "generate:sdks": () => run("node", ["scripts/generate-sdks.mjs"]),
  catalogue: (args) => run("node", ["--require", "ts-node/register", "scripts/catalogue/main.ts", ...args]),
  bench: (args) => (build(), run("node", ["--require", "ts-node/register", "bench/main.ts", ...args])),
  chaos: (args) => (build(), run("node", ["--require", "ts-node/register", "tests/chaos/main.ts", ...args])),
  fuzz: (args) => (build(), run("node", ["scripts/fuzz.mjs", ...args])),
  lint: () => run("node", ["scripts/test.mjs", "--static-only"]),
};

const [task, ...args] = process.argv.slice(2);
if (!tasks[task]) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(tasks).join("|")}`);
  process.exit(64);
}
bringNode();
install();
process.exit(tasks[task](args) ?? 0);
