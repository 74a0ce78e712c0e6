import { createHash } from "node:crypto";
import { CmdletFault, type CreateTenantService, type Json } from "../contract";

type Row = { [property: string]: Json };

/** Placeholder until the service lands: names and GUIDs only. */
export const createTenantService: CreateTenantService = ({ tenantId, seed, clock }) => {
  let rows: { [noun: string]: Row[] } = {};
  let made = 0;
  const of = (noun: string): Row[] => (rows[noun] ??= []);
  const guid = (): string => {
    const hex = createHash("sha256").update(`${tenantId}/${seed}/${made++}`).digest("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
  };
  const when = (): string => new Date(clock.now()).toISOString();
  const is = (row: Row, key: string): boolean =>
    [row.Name, row.Guid].some((value) => String(value).toLowerCase() === key.toLowerCase());
  const find = (noun: string, key: string): Row => {
    const row = of(noun).find((candidate) => is(candidate, key));
    if (!row)
      throw new CmdletFault(
        404,
        "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException",
        `The operation couldn't be performed because object '${key}' couldn't be found.`,
      );
    return row;
  };
  const create = (noun: string, name: string, value: Row): Row => {
    const row: Row = { Name: name, Guid: guid(), WhenCreatedUTC: when(), WhenChangedUTC: when(), ...value };
    of(noun).push(row);
    return row;
  };
  const remove = (noun: string, key: string): void => {
    const row = find(noun, key);
    rows[noun] = of(noun).filter((other) => other !== row);
  };
  return {
    execute(_caller, { cmdlet, parameters }) {
      const { verb, noun } = cmdlet;
      const key = parameters.get("Identity");
      const value = Object.fromEntries(parameters);
      if (verb === "Get") return { value: typeof key === "string" ? [find(noun, key)] : [...of(noun)], warnings: [] };
      if (verb === "New") return { value: [create(noun, String(value.Name), value)], warnings: [] };
      if (verb === "Set") Object.assign(find(noun, String(key)), value, { WhenChangedUTC: when() });
      if (verb === "Remove") remove(noun, String(key));
      return { value: [], warnings: [] };
    },
    listObjects: (noun) => [...of(noun)],
    getObject: find,
    putObject(noun, key, value) {
      rows[noun] = of(noun).filter((row) => !is(row, key));
      return create(noun, key, { ...value, WhenChangedUTC: when() });
    },
    patchObject: (noun, key, value) => Object.assign(find(noun, key), value, { WhenChangedUTC: when() }),
    deleteObject: remove,
    nouns: () => Object.keys(rows),
    dump: () => structuredClone({ rows, made }) as Json,
    restore(state) {
      const saved = structuredClone(state) as { rows: typeof rows; made: number };
      ({ rows, made } = saved);
    },
  };
};
