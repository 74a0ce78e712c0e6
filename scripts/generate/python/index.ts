import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "../../../provider/kinds";
import { snake } from "../../../provider/schema/names";
import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { resourceModule } from "./resource";
import { docstring, HEADER, pyModule, pyName } from "./text";
import { inputsFile, outputsFile } from "./types";

const TYPES = { string: "str", boolean: "bool", integer: "int" } as const;

function providerModule(settings: readonly Setting[]): string {
  const parameters = settings.map(
    (one) => `        ${pyName(one.name)}: Optional[pulumi.Input[${TYPES[one.type]}]] = None,`,
  );
  const docs = settings.map(
    (one) => `:param ${pyName(one.name)}: ${[one.description, ...settingFacts(one)].join(" ")}`,
  );
  const given = settings.map((one) => `            "${one.name}": ${pyName(one.name)},`);
  const secrets = settings.filter((one) => one.secret).map((one) => JSON.stringify(one.name));
  return `${HEADER}from typing import Optional

import pulumi

from . import _utilities


class Provider(pulumi.ProviderResource):
    """A connection with one tenant as one identity."""

    def __init__(
        self,
        resource_name: str,
        opts: Optional[pulumi.ResourceOptions] = None,
        *,
${parameters.join("\n")}
    ):
${docstring(["What is left out comes from the environment when the provider starts, and is not recorded.", docs.join("\n")], "        ")}
        given = {
${given.join("\n")}
        }
        super().__init__("purview", resource_name, _utilities.settings(given, [${secrets.join(", ")}]), opts)
`;
}

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
dependencies = ["pulumi>=3.200.0,<4.0.0"]

[build-system]
requires = ["setuptools>=61.0"]
build-backend = "setuptools.build_meta"

[tool.setuptools.package-data]
pulumi_purview = ["py.typed", "pulumi-plugin.json"]
`;
}

/** The Python SDK but its hand-written \`_utilities.py\`. */
export function pythonFiles(kinds: readonly Kind[], settings: readonly Setting[]): ReadonlyMap<string, string> {
  const root = "sdk/python/pulumi_purview";
  const areas = [...new Set(kinds.map(({ area }) => area))].sort();
  const files = new Map<string, string>([
    ["sdk/python/pyproject.toml", pyproject()],
    [`${root}/provider.py`, providerModule(settings)],
    [`${root}/py.typed`, ""],
    [`${root}/pulumi-plugin.json`, '{ "resource": true, "name": "purview" }\n'],
    [
      `${root}/__init__.py`,
      `${HEADER}${areas.map((area) => (area === "index" ? "from .index import *" : `from . import ${pyModule(area)}`)).join("\n")}\nfrom .provider import Provider\n`,
    ],
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
