import { NotFoundError, PermissionError, ServiceError } from "../../../provider/errors";
import type { CmdletCall, WireObject } from "../../../provider/transport/channel";
import type { Plain } from "../../../provider/values";
import { FakeService } from "./service";

export interface Person {
  readonly id: string;
  name: string;
  /** The primary one first. */
  addresses: string[];
  /** Ids of a distribution group's members. */
  members?: string[];
}

/** How a list tells its locations. */
export type Form = "names" | "objects" | "addresses";

const LOCATIONS = /^(Add|Remove)?(\w+Location(?:Exception)?)$/;

/**
 * A tenant with people and groups whose policies hold persons, not spellings: it takes anything that names one of them, puts the members in
 * the place of a group, and returns what they are called today.
 */
export class DirectoryService extends FakeService {
  readonly people: Person[] = [];
  form: Form = "names";
  hidden = new Set<string>();
  /** The longest filter that it takes. */
  longestFilter = Infinity;

  person(name: string, ...addresses: string[]): Person {
    const id = `0000000a-0000-4000-8000-${String(this.people.length).padStart(12, "0")}`;
    const person: Person = { id, name, addresses };
    this.people.push(person);
    return person;
  }

  override run(call: CmdletCall): readonly WireObject[] {
    const { cmdlet, parameters } = call;
    if (/^Get-(Recipient|User|Group)$/.test(cmdlet)) {
      this.journal.push(call);
      return this.#directory(cmdlet, parameters);
    }
    const placed = Object.entries(parameters).map(([name, value]): [string, Plain] =>
      LOCATIONS.test(name) && Array.isArray(value)
        ? [name, (value as readonly Plain[]).flatMap((one) => this.#idsOf(String(one)))]
        : [name, value],
    );
    const objects = super.run({ cmdlet, parameters: Object.fromEntries(placed) });
    this.journal[this.journal.length - 1] = call;
    return objects.map((object) => this.#shown(object));
  }

  /** What a write was asked to do, before it was translated. */
  held(policy: string, list = "ExchangeLocation"): readonly string[] {
    return (this.one("RetentionCompliancePolicy", policy)[list] as readonly string[] | undefined) ?? [];
  }

  #directory(cmdlet: string, { Filter, Identity }: CmdletCall["parameters"]): readonly WireObject[] {
    if (this.hidden.has(cmdlet))
      throw new PermissionError(`${cmdlet} is not recognized.`, { code: "PURVIEW_PERMISSION", cmdlet });
    if (String(Filter ?? "").length > this.longestFilter)
      throw new ServiceError("The filter is too long.", { code: "PURVIEW_SERVICE_REFUSED", status: 400 });
    const asked =
      Identity === undefined
        ? [...String(Filter).matchAll(/-eq '((?:[^']|'')*)'/g)].map((match) => String(match[1]).replaceAll("''", "'"))
        : [String(Identity)];
    const found = this.people.filter((person) =>
      asked.some((text) => namesOf(person).has(text.toLowerCase().replace(/^smtp:/, ""))),
    );
    if (Identity !== undefined && found.length === 0)
      throw new NotFoundError("There is nobody like that.", { code: "PURVIEW_NOT_FOUND" });
    return found.map(({ id, name, addresses, members }) => ({
      Guid: id,
      Name: name,
      DisplayName: name,
      PrimarySmtpAddress: addresses[0] ?? "",
      EmailAddresses: addresses.map((address, i) => `${i === 0 ? "SMTP" : "smtp"}:${address}`),
      RecipientTypeDetails: members ? "MailUniversalDistributionGroup" : "UserMailbox",
      ...(members && cmdlet === "Get-Group" && { Members: members }),
    }));
  }

  /** By whatever names it; a name that several have is refused. */
  #idsOf(text: string): readonly string[] {
    if (/^(all|https?:.*)$/i.test(text)) return [text];
    const found = this.people.filter((person) => namesOf(person).has(text.toLowerCase().replace(/[{}]/g, "")));
    const [person, ...more] = found;
    if (!person || more.length > 0)
      throw new ServiceError(`'${text}' matches ${found.length} entries.`, { code: "PURVIEW_SERVICE_REFUSED" });
    return person.members ?? [person.id];
  }

  #shown(object: WireObject): WireObject {
    const entries = Object.entries(object).map(([name, value]): [string, Plain] =>
      LOCATIONS.test(name) && Array.isArray(value)
        ? [name, (value as readonly Plain[]).map((one) => this.#element(String(one)))]
        : [name, value],
    );
    return Object.fromEntries(entries);
  }

  #element(id: string): Plain {
    const person = this.people.find((one) => one.id === id);
    if (!person) return id;
    switch (this.form) {
      case "names":
        return person.name;
      case "addresses":
        return person.addresses[0] ?? person.name;
      case "objects":
        return {
          DisplayName: person.name,
          Name: person.name,
          ImmutableIdentity: id,
          Type: "IndividualResource",
          Workload: "Exchange",
        };
    }
  }
}

const namesOf = ({ id, name, addresses }: Person): ReadonlySet<string> =>
  new Set([id, name, ...addresses].map((text) => text.toLowerCase()));
