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
const state = { tenant: undefined, noun: undefined, open: new Set(), drawn: {} };

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

async function drawObjects() {
  const counts = Object.entries(await api("tenants/" + state.tenant + "/objects")).filter(([, count]) => count > 0).sort();
  if (!counts.some(([noun]) => noun === state.noun)) state.noun = counts.find(([noun]) => noun === "RetentionCompliancePolicy")?.[0] ?? counts[0]?.[0];
  draw("nouns", [counts, state.noun], () => counts.map(([noun, count]) => {
    const button = element("button", { type: "button", textContent: noun + " " + count });
    button.setAttribute("aria-pressed", String(noun === state.noun));
    button.onclick = () => { state.noun = noun; state.open.clear(); refresh(); };
    return element("li", {}, button);
  }));
  const objects = state.noun ? await api("tenants/" + state.tenant + "/objects/" + state.noun) : [];
  draw("objects", [state.noun, objects, [...state.open]], () => objects.map((object) => {
    const id = object.Guid ?? object.Name;
    const details = element("details", { open: state.open.has(id) },
      element("summary", { textContent: object.Name ?? object.DisplayName ?? id }), element("pre", { textContent: JSON.stringify(object, null, 2) }));
    details.ontoggle = () => { details.open ? state.open.add(id) : state.open.delete(id); };
    return element("tr", {}, element("td", {}, details), element("td", { textContent: show(object.DistributionStatus ?? object.Mode) }),
      element("td", { className: "number", textContent: show(object.WhenChangedUTC).slice(0, 19).replace("T", " ") }));
  }));
}

async function drawJournal() {
  const filter = $("filter").value.trim().toLowerCase();
  const entries = (await api("requests?last=300")).reverse().filter((entry) => !filter || JSON.stringify(entry).toLowerCase().includes(filter));
  draw("journal", entries, () => entries.map((entry) => {
    const bad = entry.status === null || entry.status >= 400 || entry.fault;
    const what = element("details", { open: state.open.has(entry.seq) }, element("summary", { textContent: entry.cmdlet ?? entry.method + " " + entry.path }), element("pre", { textContent: JSON.stringify(entry, null, 2) }));
    what.ontoggle = () => { what.open ? state.open.add(entry.seq) : state.open.delete(entry.seq); };
    return element("tr", {}, element("td", { className: "number", textContent: entry.seq }), element("td", { textContent: entry.type }), element("td", {}, what),
      element("td", { className: bad ? "number bad" : "number", textContent: (entry.status ?? "none") + (entry.fault ? " " + entry.fault : "") }));
  }));
}

let busy = false;
async function refresh() {
  if (busy) return;
  busy = true;
  try {
    const summary = await api("summary");
    $("now").textContent = summary.now.slice(0, 19).replace("T", " ") + " (" + summary.clock + ")";
    $("faults").textContent = summary.faults.length ? summary.faults.length + " fault rule(s)" : "no faults";
    drawTenants(summary.tenants);
    await drawObjects();
    if (!$("pause").checked) await drawJournal();
    $("alive").textContent = "live";
  } catch (error) {
    $("alive").textContent = "the emulator does not answer";
  }
  busy = false;
}

$("tenant").onchange = () => { state.tenant = $("tenant").value; state.noun = undefined; state.open.clear(); refresh(); };
$("filter").oninput = refresh;
$("advance").onclick = async () => { await api("clock", { method: "POST", body: JSON.stringify({ advanceMs: 300000 }) }); refresh(); };
$("reset").onclick = async () => { if (confirm("Throw away all objects, faults and the journal?")) { await api("reset", { method: "POST" }); refresh(); } };
refresh();
setInterval(refresh, 1000);
`;
