import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Purview emulator</title>
<style>${STYLE}</style>
</head>
<body>
<header>
  <h1>Purview emulator</h1>
  <span class="muted" id="connection" role="status">starting</span>
  <span class="number" id="now"></span>
  <span class="muted" id="faults"></span>
  <div class="controls">
    <button type="button" id="advance">Advance the clock by 5 minutes</button>
    <button type="button" id="reset">Reset</button>
  </div>
</header>
<main>
  <section aria-labelledby="tenant-title">
    <h2 id="tenant-title">Tenant</h2>
    <label>Show <select id="tenant"></select></label>
    <details><summary>Point a provider at it</summary><pre id="settings"></pre></details>
    <ul class="nouns" id="nouns" aria-label="Kinds of objects"></ul>
    <p><label>Find <input id="find" type="search"></label> <span class="muted" id="found" role="status"></span></p>
    <div class="scroll" tabindex="0" role="region" aria-label="Objects">
      <table><thead><tr><th scope="col">Object</th><th scope="col">Priority</th><th scope="col">Mode, status</th><th scope="col">Changed (UTC)</th></tr></thead><tbody id="objects"></tbody></table>
    </div>
  </section>
  <section aria-labelledby="journal-title">
    <h2 id="journal-title">Requests, newest first</h2>
    <p><label>Filter <input id="filter" type="search"></label> <label><input id="pause" type="checkbox"> Pause</label> <span class="muted" id="listed" role="status"></span></p>
    <div class="scroll" tabindex="0" role="region" aria-label="Requests">
      <table><thead><tr><th scope="col">No.</th><th scope="col">Time (UTC)</th><th scope="col">Type</th><th scope="col">Request</th><th scope="col">Answer</th></tr></thead><tbody id="journal"></tbody></table>
    </div>
  </section>
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing but what stands in the page itself may run in it, and it may talk to its own origin only. */
const POLICY = `default-src 'none'; style-src ${hashOf(STYLE)}; script-src ${hashOf(SCRIPT)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The live view of tenants and journal at `/`. */
export function pageRoutes(app: FastifyInstance): void {
  app.get("/", (_request, reply) =>
    reply.type("text/html; charset=utf-8").header("content-security-policy", POLICY).send(HTML),
  );
  app.get("/favicon.ico", (_request, reply) => reply.code(204).send());
}
