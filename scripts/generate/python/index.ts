import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "../../../provider/kinds";
import { snake } from "../../../provider/schema/names";
import type { Setting } from "../../../provider/schema/setting";
import { configModule } from "./config";
import { providerModule } from "./provider";
import { resourceModule } from "./resource";
import { HEADER, pyModule } from "./text";
import { inputsFile, outputsFile } from "./types";

function pyproject(): string {
  const { version, description } = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8")) as {
    version: string;
    description: string;
  };
  return `${HEADER}[project]
name = "pulumi_purview"
version = "${version}"
description = ${JSON.stringify(description)}
license = { text = "Apache-2.0" }
requires-python = ">=3.9"
dependencies = ["pulumi>=3.200.0,<4.0.0", "typing-extensions>=4.11,<5; python_version < '3.11'"]

[build-system]
requires = ["setuptools>=61.0"]
build-backend = "setuptools.build_meta"

[tool.setuptools.package-data]
pulumi_purview = ["py.typed", "pulumi-plugin.json"]
`;
}

/** The package itself: its areas, and what a component of another language may hand over by reference. */
function rootModule(kinds: readonly Kind[], areas: readonly string[]): string {
  const imports = ["config", ...areas].map((area) =>
    area === "index" ? "from .index import *" : `from . import ${pyModule(area)}`,
  );
  const classes = kinds.map(
    ({ area, noun, token }) => `        "${token}": ${area === "index" ? noun : `${pyModule(area)}.${noun}`},`,
  );
  return `${HEADER}from . import _utilities
${imports.join("\n")}
from .provider import Provider, ProviderArgs

_utilities.register(
    Provider,
    {
${classes.sort().join("\n")}
    },
)
`;
}

/** The Python SDK but its hand-written \`_utilities.py\`. */
export function pythonFiles(kinds: readonly Kind[], settings: readonly Setting[]): ReadonlyMap<string, string> {
  const root = "sdk/python/pulumi_purview";
  const areas = [...new Set(kinds.map(({ area }) => area))].sort();
  const files = new Map<string, string>([
    ["sdk/python/pyproject.toml", pyproject()],
    [`${root}/provider.py`, providerModule(settings)],
    [`${root}/config/__init__.py`, configModule(settings)],
    [`${root}/py.typed`, ""],
    [`${root}/pulumi-plugin.json`, '{ "resource": true, "name": "purview" }\n'],
    [`${root}/__init__.py`, rootModule(kinds, areas)],
  ]);
  for (const area of areas) {
    const members = kinds.filter((kind) => kind.area === area).sort((a, b) => (a.noun < b.noun ? -1 : 1));
    const folder = `${root}/${pyModule(area)}`;
    files.set(`${folder}/_inputs.py`, inputsFile(area, members));
    files.set(`${folder}/outputs.py`, outputsFile(members));
    for (const kind of members) files.set(`${folder}/${snake(kind.noun)}.py`, resourceModule(kind));
    const imports = members.map((kind) => `from .${snake(kind.noun)} import *`);
    files.set(
      `${folder}/__init__.py`,
      `${HEADER}from . import outputs\nfrom ._inputs import *\n${imports.join("\n")}\n`,
    );
  }
  return files;
}
