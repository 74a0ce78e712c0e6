import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { docstring, factLines, HEADER, pyName } from "./text";

const TYPES = { string: "str", boolean: "bool", integer: "int" } as const;
const READERS = { string: "get", boolean: "get_bool", integer: "get_int" } as const;

/**
 * Stack configuration under `purview:`. Read when asked for, so that importing the package needs no stack; annotations
 * without a value tell editors and type checkers what is there.
 */
export function configModule(settings: readonly Setting[]): string {
  const members = settings.map((one) =>
    [
      `${pyName(one.name)}: Optional[${TYPES[one.type]}]`,
      docstring([one.description, factLines({ facts: settingFacts(one) })], ""),
    ].join("\n"),
  );
  const readers = settings.map(
    (one) => `    "${pyName(one.name)}": lambda config: config.${READERS[one.type]}("${one.name}"),`,
  );
  return `${HEADER}"""The stack's configuration of this package (\`purview:...\`); credentials come decrypted."""

from typing import Any, List, Optional

import pulumi

${members.join("\n")}

_READERS = {
${readers.join("\n")}
}

__all__ = [${settings.map((one) => `"${pyName(one.name)}"`).join(", ")}]


def __getattr__(name: str) -> Any:
    reader = _READERS.get(name)
    if reader is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return reader(pulumi.Config("purview"))


def __dir__() -> List[str]:
    return sorted([*globals(), *_READERS])
`;
}
