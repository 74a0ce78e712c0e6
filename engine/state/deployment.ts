import { createHash } from "node:crypto";
import { EngineError, UnsupportedError } from "../errors";
import { SECRET, SIGNATURE, UNKNOWN_STRING } from "../property/signatures";
import { Secret, Unknown, isArray, isMap } from "../property/value";
import type { Property, PropertyMap } from "../property/value";
import { EVERYTHING, fromWire, toWire } from "../property/wire";
import type { PassphraseCrypter } from "./crypter";
import { type OperationType, type PendingOperation, ResourceState, type Snapshot } from "./resource";

/** The newest Pulumi whose state format this is; a Pulumi of this version or later reads it. */
const MANIFEST_VERSION = "v3.260.0";

type Json = Record<string, unknown>;
/** Pulumi's deployment, version 3: what `pulumi stack export` and `import` call `deployment`. */
export interface DeploymentV3 {
  readonly manifest: Json;
  readonly secrets_providers?: { readonly type: string; readonly state?: { readonly salt?: string } };
  readonly resources?: readonly Json[];
  readonly pending_operations?: readonly { readonly resource: Json; readonly type: string }[];
  readonly metadata?: Json;
}

/** Fields that only features outside this engine write. */
const FOREIGN = ["taint", "viewOf", "resourceHooks", "extensionRef", "snippetID", "replacementTrigger"];

/** Reads and writes deployments; keeps the text of property bags, which never change, between check-points. */
export class DeploymentCodec {
  private readonly texts = new WeakMap<PropertyMap, string>();

  constructor(private readonly crypter: PassphraseCrypter) {}

  /** The deployment as JSON text; the secrets are sealed. */
  write(snapshot: Snapshot): string {
    return this.text(snapshot, (bag) => this.bagText(bag));
  }

  /** The same with the secrets laid bare, as `pulumi stack export --show-secrets` has it. */
  plain(snapshot: Snapshot): string {
    return this.text(snapshot, (bag) => JSON.stringify(serialize(bag, (plaintext) => ({ plaintext }))));
  }

  private text(snapshot: Snapshot, bagText: (bag: PropertyMap) => string): string {
    const manifest = {
      time: new Date().toISOString(),
      magic: createHash("sha256").update(MANIFEST_VERSION).digest("hex"),
      version: MANIFEST_VERSION,
    };
    const secrets = { type: "passphrase", state: { salt: this.crypter.salt } };
    const resources = snapshot.resources.map((resource) => resourceText(resource, bagText)).join(",");
    const pending = snapshot.pending.map(
      ({ resource, type }) => `{"resource":${resourceText(resource, bagText)},"type":${JSON.stringify(type)}}`,
    );
    return (
      `{"manifest":${JSON.stringify(manifest)},"secrets_providers":${JSON.stringify(secrets)}` +
      (resources === "" ? "" : `,"resources":[${resources}]`) +
      (pending.length === 0 ? "" : `,"pending_operations":[${pending.join(",")}]`) +
      `,"metadata":{}}`
    );
  }

  read(deployment: DeploymentV3): Snapshot {
    const resources = (deployment.resources ?? []).map((json) => this.readResource(json));
    const pending = (deployment.pending_operations ?? []).map(({ resource, type }): PendingOperation => ({
      resource: this.readResource(resource),
      type: type as OperationType,
    }));
    return { resources, pending };
  }

  private bagText(bag: PropertyMap): string {
    const known = this.texts.get(bag);
    if (known !== undefined) return known;
    const text = JSON.stringify(serialize(bag, (plaintext) => ({ ciphertext: this.crypter.encrypt(plaintext) })));
    this.texts.set(bag, text);
    return text;
  }

  private readResource(json: Json): ResourceState {
    for (const field of FOREIGN)
      if (json[field] !== undefined && json[field] !== null)
        throw new UnsupportedError(`the "${field}" of a resource in the state`, String(json["urn"]));
    if (typeof json["urn"] !== "string") throw new EngineError("a resource of the state lacks its `urn`");
    const resource = new ResourceState({ ...(json as Partial<ResourceState>) });
    resource.inputs = deserialize(json["inputs"] ?? {}, this.crypter) as PropertyMap;
    resource.outputs = deserialize(json["outputs"] ?? {}, this.crypter) as PropertyMap;
    return resource;
  }
}

function resourceText(resource: ResourceState, bagText: (bag: PropertyMap) => string): string {
  const head = JSON.stringify(resourceJson(resource));
  const inputs = hasEntries(resource.inputs) ? `,"inputs":${bagText(resource.inputs)}` : "";
  const outputs = hasEntries(resource.outputs) ? `,"outputs":${bagText(resource.outputs)}` : "";
  return `${head.slice(0, -1)}${inputs}${outputs}}`;
}

const hasEntries = (value: object): boolean => Object.keys(value).length > 0;

/** Everything but the property bags; what is empty is left out, except `custom`. */
export function resourceJson(resource: ResourceState): Json {
  const { inputs: _inputs, outputs: _outputs, ...fields } = resource;
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => {
      if (key === "custom") return true;
      if (typeof value === "object") return hasEntries(value);
      return value !== "" && value !== false;
    }),
  );
}

/** Secrets are sealed by `seal`; what is inside a secret is part of its text. */
export function serialize(value: Property, seal: (plaintext: string) => Json): unknown {
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, ...seal(JSON.stringify(toPlain(value.element))) };
  if (value instanceof Unknown) return UNKNOWN_STRING;
  if (isArray(value)) return value.map((element) => serialize(element, seal));
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, serialize(element, seal)]));
  return toWire(value, EVERYTHING);
}

/** The content of a secret: secrets inside keep their mark, unsealed. */
const toPlain = (value: Property): unknown => serialize(value, (plaintext) => ({ ciphertext: plaintext }));

function deserialize(json: unknown, crypter: PassphraseCrypter): Property {
  if (Array.isArray(json)) return json.map((element) => deserialize(element, crypter));
  if (typeof json !== "object" || json === null) return fromWire(json);
  const map = json as Json;
  if (map[SIGNATURE] === SECRET) {
    const plaintext =
      typeof map["plaintext"] === "string" ? map["plaintext"] : crypter.decrypt(String(map["ciphertext"]));
    return new Secret(deserializeInner(JSON.parse(plaintext)));
  }
  if (map[SIGNATURE] !== undefined) return fromWire(map);
  return Object.fromEntries(Object.entries(map).map(([key, element]) => [key, deserialize(element, crypter)]));
}

/** Inside a secret, `ciphertext` is plain text. */
function deserializeInner(json: unknown): Property {
  if (Array.isArray(json)) return json.map(deserializeInner);
  if (typeof json !== "object" || json === null) return fromWire(json);
  const map = json as Json;
  if (map[SIGNATURE] === SECRET)
    return new Secret(deserializeInner(JSON.parse(String(map["ciphertext"] ?? map["plaintext"]))));
  if (map[SIGNATURE] !== undefined) return fromWire(map);
  return Object.fromEntries(Object.entries(map).map(([key, element]) => [key, deserializeInner(element)]));
}
