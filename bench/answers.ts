import Table from "cli-table3";
import { readPage } from "../provider/transport/rest";

const NAMES = Array.from({ length: 40 }, (_, at) => `Property${at}`);

/** A list of policies with mailboxes, as the service answers in CLIXML (docs/service/admin-api.md#clixml). */
function clixmlOf(policies: number, mailboxes: number): string {
  let refId = 0;
  const texts = (entries: readonly (readonly [string, string])[]): string =>
    entries.map(([name, value]) => `<S N="${name}">${value}</S>`).join("");
  const mailbox = (n: number): string =>
    `<Obj RefId="${refId++}"><TN RefId="2"><T>BindingMetadata</T></TN><ToString>User number ${n}</ToString><Props>${texts(
      [
        ["DisplayName", `User number ${n}`],
        ["Name", `User number ${n}`],
        ["ImmutableIdentity", `0f1c1d1e-7a52-4c1f-a559-${String(n).padStart(12, "0")}`],
        ["Type", "IndividualResource"],
        ["Workload", "Exchange"],
        ["SchemaVersion", "1.0"],
      ],
    )}</Props></Obj>`;
  const policy = (n: number): string => {
    const own = texts(NAMES.map((name) => [name, `${name} of policy ${n}`]));
    const all = Array.from({ length: mailboxes }, (_, at) => mailbox(at)).join("");
    return `<Obj RefId="${refId++}"><TN RefId="0"><T>PsPolicy</T></TN><Props>${own}<Obj N="ExchangeLocation" RefId="${refId++}"><TN RefId="1"><T>List</T></TN><LST>${all}</LST></Obj></Props></Obj>`;
  };
  return `<Objs Version="1.1.0.1">${Array.from({ length: policies }, (_, at) => policy(at)).join("")}</Objs>`;
}

/** CPU of reading one page with N policies of M mailboxes each, in CLIXML and the same objects in JSON. */
export function benchAnswers(sizes: readonly (readonly [policies: number, mailboxes: number])[]): void {
  const table = new Table({ head: ["policies", "mailboxes each", "MB", "CLIXML ms", "ms per MB", "JSON ms"] });
  readPage(JSON.stringify({ value: [{ _clixml: clixmlOf(100, 10) }] }), true); // what the compiler does with code that runs for the first time
  for (const [policies, mailboxes] of sizes) {
    const clixml = JSON.stringify({ value: [{ _clixml: clixmlOf(policies, mailboxes) }] });
    const [page, ms] = cpuOf(() => readPage(clixml, true));
    const json = JSON.stringify({ value: page.objects });
    const [, jsonMs] = cpuOf(() => readPage(json, true));
    const megabytes = clixml.length / 1e6;
    const figures = [megabytes, ms, ms / megabytes, jsonMs].map((figure) => figure.toFixed(1));
    table.push([policies, mailboxes, ...figures]);
  }
  console.log(table.toString());
}

function cpuOf<T>(task: () => T): [T, number] {
  const before = process.cpuUsage();
  const result = task();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}
