import { findParameter, setsOf } from "../../catalogue";
import { type Bind, CmdletFault, type Json } from "../contract";

/** Placeholder until the binder lands: canonical names only. */
export const bind: Bind = (cmdlet, raw) => {
  const parameters = new Map<string, Json>();
  for (const [name, value] of Object.entries(raw)) {
    if (name.includes("@")) continue;
    const parameter = findParameter(cmdlet, name);
    if (!parameter)
      throw new CmdletFault(
        400,
        "System.Management.Automation.ParameterBindingException",
        `A parameter cannot be found that matches parameter name '${name}'.`,
      );
    parameters.set(parameter.name, value);
  }
  return { cmdlet, set: setsOf(cmdlet)[0]?.name ?? "Default", parameters };
};
