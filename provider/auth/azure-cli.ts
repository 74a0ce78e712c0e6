import { AuthError, ConfigError } from "../errors";
import { parseRecord } from "../values";
import { runCommand } from "./command";
import type { Credential } from "./credential";

const NAME = "Azure CLI";

/** Both values go to a command line (on Windows through cmd.exe), so only plain URLs and ids may pass. */
function plainWord(word: string, setting: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.:/_-]*$/.test(word)) return word;
  throw new ConfigError(`The setting ${setting} holds characters that cannot be passed to the Azure CLI.`, {
    code: "PURVIEW_CONFIG_INVALID",
    property: setting,
  });
}

/** The account of `az login`. */
export const azureCli: Credential = {
  name: NAME,
  settings: ["useCli"],
  missing: ({ useCli }) => (useCli === true ? undefined : "useCli is not set"),
  identity: () => "account of az login",
  open(_credentials, context) {
    return {
      credential: NAME,
      identity: "account of az login",
      anyAudience: true,
      acquire: async ({ audience, claims, signal }) => {
        if (claims !== undefined)
          throw new AuthError(
            "The service requires a new sign-in (claims challenge), which the Azure CLI cannot do on its own.",
            {
              code: "PURVIEW_AUTH_INTERACTION",
              tenant: context.location.tenantId,
              advice: "Run `az logout` and `az login` again.",
            },
          );
        const resource = plainWord(audience, "audience");
        const args = ["account", "get-access-token", "--output", "json", "--resource", resource];
        const text = await runCommand("az", [...args, "--tenant", context.location.tenantId], {
          env: context.env,
          signal,
          what: NAME,
          advice: `Run \`az login --tenant ${context.location.tenantId}\`; the cloud is chosen by \`az cloud set\`.`,
        });
        // Older versions return no `expires_on`, only local time; the token knows its own.
        const { accessToken, expires_on: expiresOn } = parseRecord(text) ?? {};
        if (typeof accessToken !== "string")
          throw new AuthError("The Azure CLI returned no token.", { code: "PURVIEW_AUTH_COMMAND" });
        return { value: accessToken, ...(typeof expiresOn === "number" && { expiresAtMs: expiresOn * 1000 }) };
      },
    };
  },
};
