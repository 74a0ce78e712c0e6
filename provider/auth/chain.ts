import { AuthError } from "../errors";
import { ways } from "./ways";
import type { Credentials } from "./credentials";
import type { Way } from "./source";

/** How near the program the settings are that make a way configured; the nearest way wins. */
function distanceOf(way: Way, credentials: Credentials): number {
  const { distance } = credentials;
  if (!distance) return 0;
  const set = way.settings.filter((key) => credentials[key] !== undefined && credentials[key] !== false);
  return set.length === 0 ? 3 : Math.min(...set.map((key) => distance(key)));
}

/**
 * The first way that is configured: what the program says goes before stack configuration, that before the environment;
 * within one of them the order is that of `ways`. A configured way that fails later is an error, never a reason to try another.
 * @throws AuthError `PURVIEW_AUTH_NOT_CONFIGURED`, with every way and what it lacks
 */
export function pickWay(credentials: Credentials, candidates: readonly Way[] = ways): Way {
  const tried = candidates.map((way) => ({ way, missing: way.missing(credentials) }));
  const configured = tried.filter(({ missing }) => missing === undefined).map(({ way }) => way);
  const [first] = configured.toSorted((one, other) => distanceOf(one, credentials) - distanceOf(other, credentials));
  if (first) return first;
  const list = tried.map(({ way, missing }) => `${way.name} (${missing ?? ""})`).join("; ");
  throw new AuthError(`No way to sign in is configured. Looked for: ${list}.`, {
    code: "PURVIEW_AUTH_NOT_CONFIGURED",
    advice: "Set clientId with clientCertificatePath or clientSecret, or run `purview login`.",
  });
}
