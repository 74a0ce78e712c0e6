import type { Clock } from "../../../provider/clock";
import { DeployingError, ExistsError, NotFoundError, ServiceError } from "../../../provider/errors";
import type { CmdletCall, WireObject } from "../../../provider/transport/channel";
import type { Plain } from "../../../provider/values";

type Stored = { [property: string]: Plain };

interface Row {
  object: Stored;
  /** Earlier states, with the time until when lagging reads still show them; undefined = not there yet. */
  past: { until: number; object: Stored | undefined }[];
  deployingUntil: number;
  removedAt?: number;
}

const isCleanup = (selectors: CmdletCall["parameters"]): boolean => selectors["PriorityCleanup"] === true;

/** How Get spells what New and Set call otherwise. */
const READ_AS: Record<string, string> = { RetentionDuration: "RetentionDuration", Policy: "Policy" };

/**
 * A few cmdlets of three nouns in memory, for unit tests of the lifecycle alone: lag, tombstones, deploying states. It is no
 * witness of the real service; the emulator is.
 */
export class FakeService {
  readonly rows = new Map<string, Row[]>();
  readonly journal: CmdletCall[] = [];
  lagMs = 0;
  deployMs = 0;
  /** The status that deploying ends in. */
  deployEnd = "Success";
  /** Properties that Set and New silently drop. */
  ignores = new Set<string>();
  /** So long does a label count as published after its rule went, ms. */
  publishedMs = 0;
  readonly #publishedUntil = new Map<string, number>();
  tombstones = false;
  /** What it answers instead of doing it. */
  refuse: (call: CmdletCall) => Error | undefined = () => undefined;
  /** Get has a list of its own for priority clean-ups. */
  knowsPriorityCleanup = true;
  #guids = 0;

  constructor(private readonly clock: Clock) {}

  calls(verb: string): readonly CmdletCall[] {
    return this.journal.filter(({ cmdlet }) => cmdlet.startsWith(verb));
  }

  run(call: CmdletCall): readonly WireObject[] {
    this.journal.push(call);
    const refusal = this.refuse(call);
    if (refusal) throw refusal;
    const [verb = "", noun = ""] = call.cmdlet.split("-");
    if (verb === "Get") return this.#get(noun, call.parameters);
    if (verb === "New") return [this.#new(noun, call.parameters)];
    const row = this.#find(noun, String(call.parameters["Identity"]));
    this.#refuseWhileDeploying(noun, row);
    if (verb === "Remove") this.#remove(noun, row);
    else this.#set(noun, row, call.parameters);
    return [];
  }

  /** Out of band, as in the portal. */
  put(noun: string, object: Stored): Stored {
    const made: Stored = { Guid: this.#guid(), WhenChangedUTC: this.#when(), LastModifiedBy: "admin", ...object };
    this.#rowsOf(noun).push({ object: made, past: [], deployingUntil: 0 });
    return made;
  }

  patch(noun: string, name: string, change: Stored): void {
    const row = this.#find(noun, name);
    row.object = { ...row.object, ...change, WhenChangedUTC: this.#when(), LastModifiedBy: "admin" };
  }

  drop(noun: string, name: string): void {
    const row = this.#find(noun, name);
    this.rows.set(
      noun,
      this.#rowsOf(noun).filter((other) => other !== row),
    );
  }

  one(noun: string, name: string): Stored {
    return this.#find(noun, name).object;
  }

  names(noun: string): readonly string[] {
    return this.#rowsOf(noun).map((row) => String(row.object["Name"]));
  }

  #get(noun: string, parameters: CmdletCall["parameters"]): readonly WireObject[] {
    const now = this.clock.now();
    return this.#rowsOf(noun)
      .filter((row) => !this.knowsPriorityCleanup || isCleanup(row.object) === isCleanup(parameters))
      .flatMap((row) => {
        const old = row.past.find((state) => state.until > now);
        const shown = old ? old.object : row.object;
        if (!shown) return [];
        const { PriorityCleanup: _untold, ...told } = shown;
        return [{ ...told, ...this.#status(noun, row) }];
      });
  }

  #status(noun: string, row: Row): Stored {
    if (!noun.endsWith("Policy")) return {};
    const hasRule = this.#rowsOf(noun.replace(/Policy$/, "Rule")).some(
      (rule) => rule.object["Policy"] === row.object["Guid"],
    );
    const pending = !hasRule || row.deployingUntil > this.clock.now();
    return { DistributionStatus: pending ? "Pending" : this.deployEnd };
  }

  #new(noun: string, parameters: CmdletCall["parameters"]): WireObject {
    const name = typeof parameters["Name"] === "string" ? parameters["Name"] : `generated-${this.#guids}`;
    const same = this.#rowsOf(noun).find((row) => String(row.object["Name"]).toLowerCase() === name.toLowerCase());
    if (same) {
      throw new ExistsError(`'${name}' already exists.`, {
        code: "PURVIEW_EXISTS",
        serviceType: "CompliancePolicyAlreadyExistsInScenarioException",
      });
    }
    const parent =
      typeof parameters["Policy"] === "string"
        ? this.#find("RetentionCompliancePolicy", parameters["Policy"])
        : undefined;
    if (parent) this.#refuseWhileDeploying("RetentionCompliancePolicy", parent);
    const object: Stored = {
      ...Object.fromEntries([...this.ignores].map((property) => [property, null])),
      ...this.#kept(parameters),
      Name: name,
      Guid: this.#guid(),
      ...(parent && { Policy: parent.object["Guid"] ?? null }),
      WhenChangedUTC: this.#when(),
    };
    const row: Row = { object, past: this.#lagging(undefined), deployingUntil: 0 };
    this.#rowsOf(noun).push(row);
    this.#deploy(parent ?? row);
    return object;
  }

  #set(noun: string, row: Row, parameters: CmdletCall["parameters"]): void {
    if (parameters["RetryDistribution"] === true) {
      this.deployEnd = "Success";
      this.#deploy(row);
      return;
    }
    const next = { ...row.object };
    for (const [parameter, value] of Object.entries(this.#kept(parameters))) {
      if (parameter === "Identity") continue;
      const [, verb, list = ""] = /^(Add|Remove)(.+Location(?:Exception)?)$/.exec(parameter) ?? [];
      const now = Array.isArray(next[list]) ? (next[list] as readonly Plain[]) : [];
      const given = Array.isArray(value) ? (value as readonly Plain[]) : [value];
      if (verb === "Add") next[list] = [...now, ...given];
      else if (verb === "Remove") next[list] = now.filter((item) => !given.includes(item));
      else next[READ_AS[parameter] ?? parameter] = value;
    }
    row.past = this.#lagging(row.object);
    row.object = { ...next, WhenChangedUTC: this.#when() };
    this.#deploy(this.#policyOf(noun, row));
  }

  #remove(noun: string, row: Row): void {
    if (row.object["Mode"] === "PendingDeletion") {
      throw new ServiceError("Already being deleted", {
        code: "PURVIEW_SERVICE",
        serviceType: "ErrorCannotRemovePendingDeletionPolicyException",
      });
    }
    this.#refuseWhilePublished(noun, row);
    const label = row.object["PublishComplianceTag"];
    if (typeof label === "string") this.#publishedUntil.set(label, this.clock.now() + this.publishedMs);
    if (this.tombstones) row.object = { ...row.object, Mode: "PendingDeletion" };
    else this.drop(noun, String(row.object["Guid"]));
    this.#deploy(this.#policyOf(noun, row));
  }

  #refuseWhilePublished(noun: string, { object }: Row): void {
    if (noun !== "ComplianceTag") return;
    const names = [object["Guid"], object["Name"]];
    const published = this.#rowsOf("RetentionComplianceRule").some((rule) =>
      names.includes(rule.object["PublishComplianceTag"] ?? null),
    );
    const lately = names.some((name) => (this.#publishedUntil.get(String(name)) ?? 0) > this.clock.now());
    if (published || lately)
      throw new ServiceError("Remove-ComplianceTag was refused.", {
        code: "PURVIEW_SERVICE_REFUSED",
        serviceType: "LabelIsPublishedException",
        serviceMessage: "The label can't be deleted because it is in use.",
      });
  }

  #policyOf(noun: string, row: Row): Row {
    if (!noun.endsWith("Rule")) return row;
    return this.#find("RetentionCompliancePolicy", String(row.object["Policy"]));
  }

  #refuseWhileDeploying(noun: string, row: Row): void {
    const policy = this.#policyOf(noun, row);
    if (policy.deployingUntil <= this.clock.now()) return;
    throw new DeployingError("The policy is being deployed.", { code: "PURVIEW_DEPLOYING" });
  }

  #deploy(row: Row): void {
    row.deployingUntil = this.clock.now() + this.deployMs;
  }

  #lagging(object: Stored | undefined): Row["past"] {
    return this.lagMs > 0 ? [{ until: this.clock.now() + this.lagMs, object }] : [];
  }

  #kept(parameters: CmdletCall["parameters"]): Stored {
    const wire = Object.entries(parameters).filter(([name]) => !name.includes("@") && !this.ignores.has(name));
    return Object.fromEntries(wire);
  }

  #find(noun: string, nameOrGuid: string): Row {
    const key = nameOrGuid.toLowerCase();
    const row = this.#rowsOf(noun).find(({ object }) =>
      [object["Guid"], object["Name"]].some((id) => String(id).toLowerCase() === key),
    );
    if (row) return row;
    throw new NotFoundError(`There is no ${noun} '${nameOrGuid}'.`, { code: "PURVIEW_NOT_FOUND" });
  }

  #rowsOf(noun: string): Row[] {
    const rows = this.rows.get(noun) ?? [];
    this.rows.set(noun, rows);
    return rows;
  }

  #guid(): string {
    this.#guids += 1;
    return `00000000-0000-4000-8000-${String(this.#guids).padStart(12, "0")}`;
  }

  #when(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
