import assert from "node:assert/strict";
import { XMLParser } from "fast-xml-parser";
import { isList, isRecord, type Plain } from "../../../provider/values";
import { argumentOf, commandOf } from "../../../provider/transport/remoting/arguments";
import {
  createPipeline,
  initRunspacePool,
  MESSAGE,
  PipelineReader,
  PoolReader,
  sessionCapability,
  valueOf,
} from "../../../provider/transport/remoting/psrp";
import type { CmdletCall } from "../../../provider/transport/channel";
import { messagesOf, pipelinesOf, recordings, type ExpectedError } from "./recordings";

const ZERO = "00000000-0000-0000-0000-000000000000";

describe("a recorded session of the real engine", () => {
  for (const recording of recordings()) {
    it(`${recording.name} opens`, () => {
      const pool = new PoolReader();
      const states = messagesOf(recording, "server", ZERO).map((message) => {
        assert.ok(pool.take(message));
        return pool.state.name;
      });
      assert.equal(pool.version?.major, 2);
      // Capability, private data, state; and the same pool's end.
      assert.deepEqual(states.slice(0, 3), ["opening", "opening", "opened"]);
      assert.equal(states.at(-1), "closed");
    });

    it(`${recording.name} returns what PowerShell's own client made of it`, () => {
      const pipelines = pipelinesOf(recording);
      assert.equal(pipelines.length, recording.expected.length);
      pipelines.forEach((pipeline, index) => {
        const expected = recording.expected[index];
        assert.ok(expected);
        const reader = new PipelineReader();
        const messages = messagesOf(recording, "server", pipeline);
        for (const message of messages) reader.take(message);
        const result = reader.result;
        assert.ok(result);
        assert.equal(result.state, expected.state);
        const enums = enumNumbers(messages.map(({ data }) => data).join(""));
        if (expected.objects)
          assert.deepEqual(
            result.objects.map((object) => comparable(object, enums)),
            expected.objects.map((object) => comparable(object, enums)),
          );
        if (expected.errors) assert.deepEqual(result.errors.map(shown), expected.errors);
        if (expected.thrown) assert.deepEqual(result.thrown && shown(result.thrown), expected.thrown);
        if (expected.warnings) assert.deepEqual(result.warnings, expected.warnings);
        if (expected.verbose) assert.deepEqual(result.verbose, expected.verbose);
        if (expected.information) assert.deepEqual(result.information, expected.information);
        if (expected.progress)
          assert.deepEqual(
            result.progress.map(({ activity, status, percent }) => ({
              Activity: activity,
              StatusDescription: status,
              PercentComplete: percent,
            })),
            expected.progress,
          );
      });
    });

    it(`${recording.name} could have been sent by us`, () => {
      const own = messagesOf(recording, "client", ZERO);
      assert.deepEqual(
        own.map(({ type }) => type),
        [MESSAGE.SESSION_CAPABILITY, MESSAGE.INIT_RUNSPACEPOOL],
      );
      // We offer one version less, which still has the session key, and no table of versions.
      assert.deepEqual({ ...record(sessionCapability()), protocolversion: "2.4" }, valueOf(own[0] ?? assert.fail()));
      const { ApplicationArguments: ours, ...init } = record(initRunspacePool());
      const { ApplicationArguments: theirs, ...recorded } = recordOf(valueOf(own[1] ?? assert.fail()));
      assert.equal(ours, null);
      assert.ok(theirs);
      assert.deepEqual(init, recorded);
      for (const pipeline of pipelinesOf(recording)) {
        const [sent] = messagesOf(recording, "client", pipeline);
        assert.equal(sent?.type, MESSAGE.CREATE_PIPELINE);
        const call = callIn(valueOf(sent));
        const written = createPipeline(commandOf(call, (_, parameter) => TYPES.get(parameter)));
        assert.deepEqual(normal(written), normal(sent.data));
      }
    });
  }
});

/** Types of the recorded functions' parameters, as their definitions have them. */
const TYPES = new Map([
  ["When", "datetime"],
  ["Id", "guid"],
  ["Blob", "byte[]"],
]);

const recordOf = (value: Plain): { readonly [key: string]: Plain } => {
  assert.ok(isRecord(value));
  return value as { readonly [key: string]: Plain };
};
const record = (data: string): { readonly [key: string]: Plain } =>
  recordOf(valueOf({ type: 0, pool: "", pipeline: "", data }));

const shown = ({ message, fullyQualifiedErrorId, category }: ExpectedError): ExpectedError => ({
  message,
  fullyQualifiedErrorId,
  category,
});

/** What a caller of the channel would have asked for. */
function callIn(value: Plain): CmdletCall {
  const shell = recordOf(recordOf(value)["PowerShell"] ?? null);
  const commands = shell["Cmds"];
  assert.ok(isList(commands) && commands.length === 1);
  const command = recordOf(commands[0] ?? null);
  const given = command["Args"];
  assert.ok(isList(given));
  const parameters = given.map((one) => {
    const { N, V } = recordOf(one as Plain);
    const name = String(N);
    if (name === "When") return [name, String(V).replace("Z", "")] as const;
    if (name === "Blob") return [name, [...Buffer.from(String(V), "base64")]] as const;
    // The reader has a switch as the object that it is.
    return [name, isRecord(V) && "IsPresent" in V ? (V["IsPresent"] ?? null) : (V ?? null)] as const;
  });
  return { cmdlet: String(command["Cmd"]), parameters: Object.fromEntries(parameters) };
}

/** The reader has an enumeration by its name, the expectation by its number. */
function enumNumbers(data: string): ReadonlyMap<string, number> {
  const found = data.matchAll(/<T>System\.Enum<\/T>.*?<ToString>([^<]*)<\/ToString><I32>(-?\d+)<\/I32>/g);
  return new Map([...found].map(([, name = "", number]) => [name, Number(number)]));
}

/** The same whether it is ours or the expectation: dates with all digits, texts of numbers as numbers, no type names. */
function comparable(value: unknown, enums: ReadonlyMap<string, number>): unknown {
  if (isList(value)) return value.map((item) => comparable(item, enums));
  if (isRecord(value)) {
    const keys = Object.keys(value);
    if (keys.length === 1 && keys[0] === "$base64") return value["$base64"];
    const entries = Object.entries(value).filter(([key]) => key !== "$type");
    return Object.fromEntries(entries.map(([key, item]) => [key, comparable(item, enums)]));
  }
  if (typeof value !== "string") return value;
  if (enums.has(value)) return enums.get(value);
  if (/^\d{16,}$/.test(value)) return Number(value);
  return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)Z$/, "$1.0000000Z");
}

interface Element {
  readonly [tag: string]: unknown;
}

/** A document without what does not matter: RefIds, order of properties, the forms of switches, invocation info. */
function normal(data: string): unknown {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    trimValues: false,
  });
  const types = new Map<string, unknown>();
  const read = (element: Element): unknown => {
    const tag = Object.keys(element).find((key) => key !== ":@") ?? "";
    const attributes = (element[":@"] ?? {}) as { readonly N?: string; readonly RefId?: string };
    if (tag === "#text") return String(element[tag]).replace(/Version=[\d.]+/, "Version=x");
    const children = (element[tag] as readonly Element[]).map(read).filter((child) => child !== "");
    if (tag === "TNRef") return types.get(attributes.RefId ?? "");
    const ordered = tag === "MS" || tag === "Props" ? [...children].sort(byText) : children;
    if (attributes.N === "RemoteStreamOptions") return "";
    if (JSON.stringify(children).includes("SwitchParameter") && tag === "Obj" && attributes.N === "V")
      return { tag: "B", name: "V", children: ["true"] };
    // The binder takes an enumeration by its name.
    const said = JSON.stringify(children).includes("System.Enum") && tag === "Obj" && attributes.N === "V";
    if (said)
      return { tag: "S", name: "V", children: [/"children":\["([^"]*)"\]\}/.exec(JSON.stringify(children[1]))?.[1]] };
    const found = { tag, ...(attributes.N !== undefined && { name: attributes.N }), children: ordered };
    if (tag === "TN") types.set(attributes.RefId ?? "", found);
    return found;
  };
  return read((parser.parse(data.replace(/^\uFEFF/, "")) as readonly Element[])[0] ?? {});
}

const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

describe("an argument", () => {
  it("of many digits stays exact", () => {
    assert.deepEqual(argumentOf(9_007_199_254_740_991), { tag: "I64", text: "9007199254740991" });
    assert.deepEqual(argumentOf(-2_147_483_648), { tag: "I32", text: "-2147483648" });
    assert.deepEqual(argumentOf(0.1), { tag: "Db", text: "0.1" });
    assert.deepEqual(argumentOf(1e300), { tag: "Db", text: "1E+300" });
  });
});
