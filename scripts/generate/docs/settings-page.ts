import type { SettingRow } from "../../../provider/session";

function typeOf({ type, values, unit, minimum, maximum }: SettingRow): string {
  if (values) return values.map((value) => `\`${value}\``).join(", ");
  const range = minimum !== undefined && maximum !== undefined ? `, ${minimum} to ${maximum}` : "";
  return type === "integer" ? `integer${unit ? `, ${unit}` : ""}${range}` : type;
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

/** docs/settings.md. */
export function settingsPage(table: readonly SettingRow[]): string {
  const rows = table.map((row) => {
    const name = `\`${row.name}\`${row.secret ? " (secret)" : ""}`;
    const fallback = row.default === undefined ? "" : `\`${String(row.default)}\``;
    const env = row.env.map((variable) => `\`${variable}\``).join(" ");
    return `| ${name} | ${cell(typeOf(row))} | ${fallback} | ${env} | ${cell(row.description)} |`;
  });
  return `# Provider settings

A setting comes from the program (\`new purview.Provider(name, { … })\`), else from stack configuration
(\`pulumi config set purview:<key> …\`, secrets with \`--secret\`), else from the environment, first variable first. Typed values
and their texts (\`"3"\`, \`"true"\`) are both taken. An unknown key or a wrong value is an error that names it.

Credentials in the environment are read when the provider is configured and never copied into inputs or state. Credentials
given to \`purview.Provider\` are wrapped in \`pulumi.secret\`. \`purview doctor\` shows where each value comes from.

| key | type | default | environment | meaning |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

Which way signs in: the first that is configured, in the order access token, certificate, client secret, assertion command, OIDC,
managed identity, user name and password, Azure CLI, \`purview login\`; but what the program says goes before stack
configuration, and that before the environment. A configured way that fails is an error: no other is tried.

NO_PROXY (and HTTP_PROXY for plain http) are read as well. Proxies of the environment are never used for this machine;
\`proxyUrl\` is used for everything but NO_PROXY. The identity endpoint of cloud machines is never asked through a proxy.

Two more variables are no settings: \`PURVIEW_REGION_CACHE\` names a file that keeps regional hosts (no secrets) between runs, which
saves one request; \`PURVIEW_CONFIG_DIR\` moves the folder of \`purview login\`.
`;
}
