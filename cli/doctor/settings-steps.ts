import { pickCredential } from "../../provider/auth";
import { chooseProxy, proxyName } from "../../provider/http";
import { settingsTable, targetTenant } from "../../provider/session";
import type { DoctorContext } from "./context";
import { ok, type Step } from "./step";

function displayValue(context: DoctorContext, name: string): string {
  const row = settingsTable.find((one) => one.name === name);
  if (row?.secret) return "(secret)";
  const { settings } = context;
  const values = settings as unknown as { readonly [key: string]: unknown };
  const value = row?.unit === "seconds" ? Number(values[`${name}Ms`]) / 1000 : values[name];
  // An address may carry a password.
  return name === "proxyUrl" ? proxyName(String(value)) : String(value);
}

export const settingsSteps: readonly Step[] = [
  {
    id: "settings",
    title: "Settings",
    run: (context) => {
      const set = Object.entries(context.settings.origins ?? {}).filter(([, { layer }]) => layer !== "default");
      const lines = set.map(([name, { name: from }]) => `${name} = ${displayValue(context, name)} (from ${from})`);
      if (context.encrypted.length > 0)
        return Promise.resolve({
          status: "warning",
          lines: [...lines, `Encrypted in the stack's file, so not known here: ${context.encrypted.join(", ")}.`],
          advice: "Set them as environment variables for this command; `pulumi config get` shows their values.",
        });
      return Promise.resolve(ok(...(lines.length > 0 ? lines : ["none set; defaults and discovery are used"])));
    },
  },
  {
    id: "credential",
    title: "Credential",
    run: (context) => {
      context.credential = pickCredential(context.settings);
      const tenant = targetTenant(context.settings, context.credential);
      return Promise.resolve(
        ok(`${context.credential.name}, ${context.credential.identity(context.settings)}, tenant ${tenant}`),
      );
    },
  },
  {
    id: "proxy",
    title: "Proxy",
    run: async (context) => {
      context.proxy = await chooseProxy(context.settings, context.env);
      const { https, http, from, direct } = context.proxy;
      const address = https ?? http;
      if (address === undefined) return ok("none");
      return ok(`${proxyName(address)} (from ${from})${direct ? `; not for ${direct}` : ""}`);
    },
  },
];
