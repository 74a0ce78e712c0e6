import { type Setting, settingFacts } from "../../../provider/schema/setting";
import { docstring, factLines, HEADER, pyName } from "./text";

const TYPES = { string: "str", boolean: "bool", integer: "int" } as const;

/** The explicit provider and its arguments. */
export function providerModule(settings: readonly Setting[]): string {
  const members = settings.map((one) =>
    [
      `    ${pyName(one.name)}: Optional[pulumi.Input[${TYPES[one.type]}]] = pulumi.property("${one.name}", default=None)`,
      docstring([one.description, factLines({ facts: settingFacts(one) })], "    "),
    ].join("\n"),
  );
  const parameters = settings.map(
    (one) => `        ${pyName(one.name)}: Optional[pulumi.Input[${TYPES[one.type]}]] = None,`,
  );
  const docs = settings.map(
    (one) => `:param ${pyName(one.name)}: ${[one.description, ...settingFacts(one)].join(" ")}`,
  );
  const given = settings.map((one) => `            "${pyName(one.name)}": ${pyName(one.name)},`);
  const names = settings.map((one) => `        "${pyName(one.name)}": "${one.name}",`);
  const secrets = settings.filter((one) => one.secret).map((one) => JSON.stringify(one.name));
  return `${HEADER}from typing import Optional, Union

import pulumi

from . import _utilities

__all__ = ["ProviderArgs", "Provider"]


@_utilities.input_type
class ProviderArgs:
${members.join("\n")}


class Provider(pulumi.ProviderResource):
    """A connection with one tenant as one identity."""

    _NAMES = {
${names.join("\n")}
    }

    def __init__(
        self,
        resource_name: str,
        args: Union[ProviderArgs, pulumi.ResourceOptions, None] = None,
        opts: Optional[pulumi.ResourceOptions] = None,
        *,
${parameters.join("\n")}
    ):
${docstring(["What is left out comes from the environment when the provider starts, and is not recorded.", [":param args: The settings as one object, or options.", ...docs].join("\n")], "        ")}
        values, opts = _utilities.arguments(ProviderArgs, args, opts, {
${given.join("\n")}
        })
        given = {self._NAMES[name]: value for name, value in values.items()}
        super().__init__("purview", resource_name, _utilities.settings(given, [${secrets.join(", ")}]), opts)
`;
}
