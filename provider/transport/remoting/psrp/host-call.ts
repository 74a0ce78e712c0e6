import { enumeration, int, record, writeClixml } from "../../clixml";
import { isList } from "../../../values";
import { valueOf, type Message } from "./message";
import { Members } from "./properties";

const PROMPT_FOR_CHOICE = "PromptForChoice";
/** The methods that return something: whoever calls them waits (docs/service/remoting.md#host-calls). */
const WAITING: ReadonlyMap<string, number> = new Map([
  ...([
    ["GetName", 1],
    ["GetVersion", 2],
    ["GetInstanceId", 3],
    ["GetCurrentCulture", 4],
  ] as const),
  ...([
    ["GetCurrentUICulture", 5],
    ["ReadLine", 11],
    ["ReadLineAsSecureString", 12],
    ["Prompt", 23],
  ] as const),
  ...([
    ["PromptForCredential1", 24],
    ["PromptForCredential2", 25],
    [PROMPT_FOR_CHOICE, 26],
  ] as const),
  ...([
    ["GetForegroundColor", 27],
    ["GetBackgroundColor", 29],
    ["GetCursorPosition", 31],
  ] as const),
  ...([
    ["GetWindowPosition", 33],
    ["GetCursorSize", 35],
    ["GetBufferSize", 37],
    ["GetWindowSize", 39],
  ] as const),
  ...([
    ["GetWindowTitle", 41],
    ["GetMaxWindowSize", 43],
    ["GetMaxPhysicalWindowSize", 44],
  ] as const),
  ...([
    ["GetKeyAvailable", 45],
    ["ReadKey", 46],
    ["GetBufferContents", 50],
    ["GetIsRunspacePushed", 54],
  ] as const),
  ...([
    ["GetRunspace", 55],
    ["PromptForChoiceMultipleSelection", 56],
  ] as const),
]);

/** What a host that is not there does about a call. */
export type HostAnswer =
  | { readonly kind: "ignore" }
  /** Data of the response message. */
  | { readonly kind: "answer"; readonly data: string }
  /** Nobody can answer: the pipeline has to end. */
  | { readonly kind: "refuse"; readonly method: string };

export function answerTo(message: Message): HostAnswer {
  const call = new Members(valueOf(message));
  const method = methodOf(call.get("mi"));
  if (method === undefined) return { kind: "ignore" };
  const [name, number] = method;
  const parameters = call.get("mp");
  const choice = isList(parameters) ? parameters[3] : undefined;
  if (name !== PROMPT_FOR_CHOICE || typeof choice !== "number" || choice < 0)
    return { kind: "refuse", method: promptIn(parameters) ?? name };
  const data = record([
    ["ci", { tag: "I64", text: call.text("ci") ?? "0" }],
    ["mi", enumeration("System.Management.Automation.Remoting.RemoteHostMethodId", name, number)],
    ["mr", int(choice)],
  ]);
  return { kind: "answer", data: writeClixml(data) };
}

/** A method that somebody waits for; the others are nothing to a host that is not there. */
const methodOf = (id: unknown): readonly [name: string, number: number] | undefined =>
  [...WAITING].find(([name, number]) => name === id || number === id);

/** What the cmdlet wanted to ask, for the message. */
const promptIn = (parameters: unknown): string | undefined =>
  isList(parameters)
    ? parameters.filter((one): one is string => typeof one === "string" && one !== "").join(": ") || undefined
    : undefined;
