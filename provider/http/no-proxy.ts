import { BlockList, isIP } from "node:net";

interface Entry {
  readonly host: string;
  readonly port: number | undefined;
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, "");
const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");
const portOf = (url: URL): number => Number(url.port) || (url.protocol === "http:" ? 80 : 443);

/** `host`, `host:port`, an address (IPv6 with or without brackets) or a network such as `10.0.0.0/8`. */
function read(text: string): Entry {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(text) ?? [];
  return { host: bracketed ?? plain ?? text, port: port === undefined ? undefined : Number(port) };
}

function holds(network: string, address: string): boolean {
  const [start = "", bits] = network.split("/");
  const list = new BlockList();
  try {
    if (bits === undefined) list.addAddress(start, family(start));
    else list.addSubnet(start, Number(bits), family(start));
  } catch {
    return false;
  }
  return list.check(address, family(address));
}

function matches({ host, port }: Entry, url: URL): boolean {
  if (port !== undefined && port !== portOf(url)) return false;
  const wanted = bare(url.hostname);
  if (isIP(wanted) !== 0) return isIP(host.split("/")[0] ?? "") !== 0 && holds(host, wanted);
  const name = host.replace(/^\*?\./, "");
  return wanted === name || wanted.endsWith(`.${name}`);
}

/** Whether a list in the form of NO_PROXY names this address: commas or blanks between entries, `*` for everything. */
export function reachedDirectly(list: string, url: URL): boolean {
  const entries = list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return entries.some((entry) => entry === "*" || matches(read(entry), url));
}
