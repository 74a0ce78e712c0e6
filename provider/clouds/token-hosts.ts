import { withinSuffix } from "./hosts";
import { isLoopback } from "../http";
import type { Cloud } from "./table";

/** Which hosts a session's token may go to, and what a redirect of the front door means. */
export interface TokenHosts {
  allows(url: URL): boolean;
  /** Origin of the regional host that a `Location` names; undefined when the token must not follow. */
  regionOrigin(location: URL): string | undefined;
}

const REGION_LABEL = /^[a-z0-9]{3,12}$/;

const secure = (url: URL): boolean => url.protocol === "https:" && !url.username && !url.password;

/** Hosts of a known cloud: its suffixes on 443; `<region>.admin.…:446`, which cannot be reached, stands for the region's own host. */
export const cloudHosts = (cloud: Cloud): TokenHosts => {
  const allows = (url: URL): boolean =>
    secure(url) && url.port === "" && cloud.suffixes.some((suffix) => withinSuffix(url.hostname, suffix));
  return {
    allows,
    regionOrigin: (location) => {
      const [label = ""] = location.hostname.split(".");
      if (!secure(location)) return undefined;
      if (cloud.frontDoors.includes(location.hostname)) return `https://${location.hostname}`;
      if (!REGION_LABEL.test(label)) return undefined;
      if (location.hostname === `${label}.${cloud.adminSuffix}`) return `https://${label}.${cloud.regionSuffix}`;
      const regional = cloud.suffixes.some((suffix) => location.hostname === `${label}.${suffix}`);
      return regional ? `https://${location.hostname}` : undefined;
    },
  };
};

/** A service elsewhere: that host and its subdomains, on the port that was given. */
export const ownHosts = (front: URL): TokenHosts => {
  const allows = (url: URL): boolean =>
    secure(url) && url.port === front.port && withinSuffix(url.hostname, front.hostname);
  return { allows, regionOrigin: (location) => (allows(location) ? location.origin : undefined) };
};

/** A service on this machine: any loopback port. */
export const loopbackHosts: TokenHosts = {
  allows: (url) => isLoopback(url.hostname) && /^https?:$/.test(url.protocol),
  regionOrigin: (location) => (loopbackHosts.allows(location) ? location.origin : undefined),
};
