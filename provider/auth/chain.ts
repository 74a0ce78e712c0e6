import { AuthError } from "../errors";
import { allCredentials } from "./all-credentials";
import type { AuthSettings, SettingLayer } from "./auth-settings";
import type { Credential } from "./credential";

/** Which layer wins: what the program says comes before stack configuration, that before the environment. */
const PRECEDENCE: readonly SettingLayer[] = ["arguments", "stackConfig", "environment", "default"];

const rankOf = (credential: Credential, settings: AuthSettings): number => {
  const set = credential.settings.filter((key) => settings[key] !== undefined && settings[key] !== false);
  const layers = set.map((key) => settings.origins?.[key]?.layer ?? "default");
  return Math.min(PRECEDENCE.length, ...layers.map((layer) => PRECEDENCE.indexOf(layer)));
};

/**
 * The first credential that is configured, by the layer of its settings; within one layer in the order of the candidates. A
 * configured credential that fails later is an error, never a reason to try another.
 * @throws AuthError `PURVIEW_AUTH_NOT_CONFIGURED`, with every credential and what it lacks
 */
export function pickCredential(settings: AuthSettings, candidates: readonly Credential[] = allCredentials): Credential {
  const tried = candidates.map((credential) => ({ credential, missing: credential.missing(settings) }));
  const configured = tried.filter(({ missing }) => missing === undefined).map(({ credential }) => credential);
  const [first] = configured.toSorted((one, other) => rankOf(one, settings) - rankOf(other, settings));
  if (first) return first;
  const list = tried.map(({ credential, missing }) => `${credential.name} (${missing ?? ""})`).join("; ");
  throw new AuthError(`No credential is configured. Looked for: ${list}.`, {
    code: "PURVIEW_AUTH_NOT_CONFIGURED",
    advice: "Set clientId with clientCertificatePath or clientSecret, or run `purview login`.",
  });
}
