import { environmentOf } from "./client/provider-settings";

/** `json`: one line for programs; `text`: for a person at a terminal; `bash` and `powershell`: the variables alone. */
export type AnnouncementForm = "json" | "text" | "bash" | "powershell";

type Tenant = Parameters<typeof environmentOf>[0] & { readonly environment: string };

/** What a started emulator says of itself. */
export interface Announced {
  readonly version: number;
  readonly url: string;
  readonly regionUrl: string;
  readonly tenants: readonly Tenant[];
  /** Certificate authority to trust, when it serves https. */
  readonly caFile?: string | undefined;
}

/** The text for stdout, its last newline included. */
export function announcement(started: Announced, form: AnnouncementForm): string {
  if (form === "json") {
    const { version, url, regionUrl, tenants, caFile } = started;
    return `${JSON.stringify({ version, url, regionUrl, tenants, ...(caFile && { caFile }) })}\n`;
  }
  return form === "text" ? describe(started) : `${variables(started, form).join("\n")}\n`;
}

const describe = (started: Announced): string =>
  [
    `Emulator of Security & Compliance at ${started.url} (open it in a browser to see its objects and requests).`,
    "",
    ...started.tenants.map(({ environment, organization }) => `  ${environment.padEnd(8)} ${organization}`),
    "",
    `In another terminal, to use the tenant ${started.tenants[0]?.organization ?? ""}:`,
    "",
    "  # bash, zsh",
    ...variables(started, "bash").map((line) => `  ${line}`),
    "",
    "  # PowerShell",
    ...variables(started, "powershell").map((line) => `  ${line}`),
    "",
    "Ctrl-C stops it. Programs get one JSON line instead: --json, or a pipe.",
    "",
  ].join("\n");

/** One line a variable, of the first tenant. */
function variables({ tenants: [tenant], caFile }: Announced, shell: "bash" | "powershell"): readonly string[] {
  const values = { ...(tenant && environmentOf(tenant)), ...(caFile && { PURVIEW_CA_FILE: caFile }) };
  return Object.entries(values).map(([name, value]) =>
    shell === "bash"
      ? `export ${name}='${value.replaceAll("'", `'\\''`)}'`
      : `$env:${name} = '${value.replaceAll("'", "''")}'`,
  );
}
