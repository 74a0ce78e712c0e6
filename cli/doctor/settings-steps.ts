import { pickWay } from "../../provider/auth";
import { chooseProxy, proxyName } from "../../provider/transport/http";
import { settingsTable, targetTenant } from "../../provider/session";
import type { Patient } from "./context";
import { warning, well, type Step } from "./step";

function shown(patient: Patient, name: string): string {
  const row = settingsTable.find((one) => one.name === name);
  if (row?.secret) return "(secret)";
  const { settings } = patient;
  const values = settings as unknown as { readonly [key: string]: unknown };
  const value = row?.unit === "seconds" ? Number(values[`${name}Ms`]) / 1000 : values[name];
  // An address may carry a password.
  return name === "proxyUrl" ? proxyName(String(value)) : String(value);
}

export const settingsSteps: readonly Step<Patient>[] = [
  {
    id: "settings",
    title: "Settings",
    run: (patient) => {
      const given = Object.entries(patient.settings.origins ?? {}).filter(([, { layer }]) => layer !== "default");
      const lines = given.map(([name, { name: from }]) => `${name} = ${shown(patient, name)} (from ${from})`);
      if (patient.encrypted.length > 0)
        return Promise.resolve({
          ...warning(`Encrypted in the stack's file, so not known here: ${patient.encrypted.join(", ")}.`),
          lines: [...lines, `Encrypted in the stack's file, so not known here: ${patient.encrypted.join(", ")}.`],
          advice: "Give them as environment variables, or run this through `pulumi env`/`pulumi config get`.",
        });
      return Promise.resolve(well(...(lines.length > 0 ? lines : ["none given; defaults and discovery are used"])));
    },
  },
  {
    id: "way",
    title: "Way to sign in",
    run: (patient) => {
      patient.way = pickWay(patient.settings);
      const tenant = targetTenant(patient.settings, patient.way);
      return Promise.resolve(well(`${patient.way.name}, ${patient.way.identity(patient.settings)}, tenant ${tenant}`));
    },
  },
  {
    id: "proxy",
    title: "Proxy",
    run: async (patient) => {
      patient.proxy = await chooseProxy(patient.settings, patient.env);
      const { https, http, from, direct } = patient.proxy;
      const address = https ?? http;
      if (address === undefined) return well("none");
      return well(`${proxyName(address)} (from ${from})${direct ? `; not for ${direct}` : ""}`);
    },
  },
];
