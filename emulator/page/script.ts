/** Runs in the browser. Everything that comes from the emulator is set as text, never as markup. */
export const SCRIPT = String.raw`
const $ = (id) => document.getElementById(id);
const api = async (path, options) => {
  const answer = await fetch("/_emulator/" + path, options);
  if (!answer.ok) throw new Error(path + ": " + answer.status);
  return answer.status === 204 ? undefined : answer.json();
};
const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
/** So many rows of a table at a time. */
const ROWS = 300;
const state = { tenant: undefined, noun: undefined, open: new Set(), drawn: {}, last: -1, at: 0 };

const draw = (id, key, make) => {
  const text = JSON.stringify(key);
  if (state.drawn[id] === text) return;
  state.drawn[id] = text;
  $(id).replaceChildren(...make());
};

const show = (value) => (Array.isArray(value) ? value.map(show).join(", ") : value && typeof value === "object" ? JSON.stringify(value) : String(value ?? ""));

function drawTenants(tenants) {
  state.tenant ??= tenants[0]?.tenantId;
  draw("tenant", tenants.map((t) => t.tenantId), () =>
    tenants.map((t) => element("option", { value: t.tenantId, textContent: t.organization + " (" + t.environment + ")" })));
  $("tenant").value = state.tenant;
  const chosen = tenants.find((t) => t.tenantId === state.tenant);
  if (!chosen) return;
  const names = { tenantId: "TENANT_ID", organization: "ORGANIZATION", environment: "ENVIRONMENT", clientId: "CLIENT_ID", clientSecret: "CLIENT_SECRET", connectionUri: "CONNECTION_URI", azureADAuthorizationEndpointUri: "AZURE_AD_AUTHORIZATION_ENDPOINT_URI" };
  draw("settings", chosen, () => [Object.entries(names).map(([key, name]) => "export PURVIEW_" + name + "='" + chosen[key] + "'").join("\n")]);
}

/** JSON inside of texts (advanced rules, locations, tables of settings) is easier to read as JSON; XML keeps its lines. */
const readable = (value) => {
  if (Array.isArray(value)) return value.map(readable);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try { return readable(JSON.parse(value)); } catch { return value; }
};
const pretty = (value) => JSON.stringify(readable(value), null, 2).replaceAll("\\r\\n", "\n").replaceAll("\\n", "\n");
/** What people call it, then what the service does, and where it belongs. */
const titleOf = (object) => {
  const name = object.Name ?? object.DisplayName ?? object.Guid;
  const known = object.DisplayName && object.DisplayName !== name ? object.DisplayName + " (" + name + ")" : name;
  return object.ParentPolicyName ? object.ParentPolicyName + " / " + known : known;
};

/** A row whose details are written only when somebody opens them. */
function opener(key, title, value) {
  const details = element("details", {}, element("summary", { textContent: title }));
  const fill = () => { if (details.children.length < 2) details.append(element("pre", { textContent: pretty(value) })); };
  details.open = state.open.has(key);
  if (details.open) fill();
  details.ontoggle = () => { if (details.open) { state.open.add(key); fill(); } else state.open.delete(key); };
  return details;
}
const holds = (value, text) => !text || JSON.stringify(value).toLowerCase().includes(text);
const wanted = (id) => $(id).value.trim().toLowerCase();
const seconds = (iso) => show(iso).slice(0, 19).replace("T", " ");

async function drawObjects() {
  const counts = Object.entries(await api("tenants/" + state.tenant + "/objects")).filter(([, count]) => count > 0).sort();
  if (!counts.some(([noun]) => noun === state.noun)) state.noun = counts.find(([noun]) => noun === "RetentionCompliancePolicy")?.[0] ?? counts[0]?.[0];
  draw("nouns", [counts, state.noun], () => counts.map(([noun, count]) => {
    const button = element("button", { type: "button", textContent: noun + " " + count });
    button.setAttribute("aria-pressed", String(noun === state.noun));
    button.onclick = () => { state.noun = noun; state.open.clear(); refresh(true); };
    return element("li", {}, button);
  }));
  const all = state.noun ? await api("tenants/" + state.tenant + "/objects/" + state.noun) : [];
  const found = all.filter((object) => holds(object, wanted("find")));
  const objects = found.slice(0, ROWS);
  $("found").textContent = found.length > ROWS ? "the first " + ROWS + " of " + found.length : found.length + " of " + all.length;
  draw("objects", [state.noun, objects], () => objects.map((object) => element("tr", {},
    element("td", {}, opener(object.Guid ?? object.Name, titleOf(object), object)),
    element("td", { className: "number", textContent: show(object.Priority) }),
    element("td", { textContent: [object.Mode, object.DistributionStatus].filter(Boolean).map(show).join(", ") }),
    element("td", { className: "number", textContent: seconds(object.WhenChangedUTC) }))));
}

function drawJournal(all) {
  const entries = all.filter((entry) => holds(entry, wanted("filter"))).reverse().slice(0, ROWS);
  $("listed").textContent = all.length ? entries.length + " of the last " + all.length : "none yet";
  draw("journal", entries, () => entries.map((entry) => {
    const bad = entry.status === null || entry.status >= 400 || entry.fault;
    return element("tr", {}, element("td", { className: "number", textContent: entry.seq }), element("td", { className: "number", textContent: entry.at.slice(11, 23) }),
      element("td", { textContent: entry.type }), element("td", {}, opener(entry.seq, entry.cmdlet ?? entry.method + " " + entry.path, entry)),
      element("td", { className: bad ? "number bad" : "number", textContent: (entry.status ?? "none") + (entry.fault ? " " + entry.fault : "") }));
  }));
}

/** Objects are asked for after new requests, and every few seconds for what came another way: a long list is work for the emulator. */
const objectsAreDue = (entries) => {
  const last = entries.at(-1)?.seq ?? 0;
  const due = last !== state.last || Date.now() - state.at > 3000;
  if (due) Object.assign(state, { last, at: Date.now() });
  return due;
};

let busy = false, again = false;
async function refresh(now) {
  if (busy) { again ||= Boolean(now); return; }
  busy = true;
  try {
    const summary = await api("summary");
    $("now").textContent = seconds(summary.now) + " (" + summary.clock + ")";
    $("faults").textContent = summary.faults.length ? summary.faults.length + " fault rule(s)" : "no faults";
    drawTenants(summary.tenants);
    const entries = await api("requests?last=" + (wanted("filter") ? 3000 : ROWS));
    if (objectsAreDue(entries) || now) await drawObjects();
    if (!$("pause").checked) drawJournal(entries);
    $("connection").textContent = "live";
  } catch (error) {
    $("connection").textContent = "the emulator does not answer";
  }
  busy = false;
  if (again) { again = false; refresh(true); }
}

$("tenant").onchange = () => { state.tenant = $("tenant").value; state.noun = undefined; state.open.clear(); refresh(true); };
for (const id of ["filter", "find"]) $(id).oninput = () => refresh(true);
$("advance").onclick = async () => { await api("clock", { method: "POST", body: JSON.stringify({ advanceMs: 300000 }) }); refresh(true); };
$("reset").onclick = async () => { if (confirm("Throw away all objects, faults and the journal?")) { await api("reset", { method: "POST" }); refresh(true); } };
refresh(true);
setInterval(() => document.hidden || refresh(), 1000);
document.onvisibilitychange = () => document.hidden || refresh(true);
`;
