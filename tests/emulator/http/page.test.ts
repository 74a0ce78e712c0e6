import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import vm from "node:vm";
import { type Browser, chromium, type Page } from "playwright-core";
import { SCRIPT } from "../../../emulator/page/script";
import type { TenantLine } from "../../../emulator/index";
import { type Emulator, startEmulator } from "../../support/emulator";
import { control, invoke, send, tenantOf } from "./client";

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];
const executablePath = process.env.CHROMIUM_PATH ?? BROWSERS.find((path) => existsSync(path));

describe("the page of the emulator", () => {
  let emulator: Emulator;
  let tenant: TenantLine;
  before(async () => {
    emulator = await startEmulator({ clock: "manual" });
    tenant = tenantOf(emulator, "public");
  });
  after(() => emulator.stop());

  it("is one document that may load and run nothing from elsewhere", async () => {
    const { status, text, headers } = await send(emulator.url);
    assert.equal(status, 200);
    assert.doesNotMatch(text, /(src|href)="(https?:)?\/\//);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.deepEqual(
      (await control(emulator, "GET", "requests")).json,
      [],
      "looking at it leaves no trace in the journal",
    );
  });

  it("has a script that shows JSON inside of texts as JSON, and a name that people know", () => {
    const context = vm.createContext({ document: {}, setInterval: () => undefined, shown: {} });
    // Only the functions that need no page.
    const functions = SCRIPT.slice(SCRIPT.indexOf("const readable"), SCRIPT.indexOf("/** A row whose"));
    vm.runInContext(`${functions}; Object.assign(shown, { pretty, titleOf });`, context);
    const { pretty, titleOf } = context["shown"] as { pretty(value: unknown): string; titleOf(value: object): string };
    assert.equal(
      pretty({ Locations: '[{"Workload":"Applications"}]', Comment: "[no json", Xml: "<a>\r\n</a>" }),
      [
        "{",
        '  "Locations": [',
        "    {",
        '      "Workload": "Applications"',
        "    }",
        "  ],",
        '  "Comment": "[no json",',
        '  "Xml": "<a>',
        '</a>"',
        "}",
      ].join("\n"),
    );
    assert.equal(titleOf({ Name: "a", DisplayName: "General", ParentPolicyName: "P" }), "P / General (a)");
    assert.equal(titleOf({ Name: "a", DisplayName: "a" }), "a");
    assert.doesNotThrow(() => new vm.Script(SCRIPT));
  });

  describe("in a real browser", function () {
    this.timeout(60_000);
    let browser: Browser;
    let page: Page;
    const errors: string[] = [];
    before(async function () {
      if (!executablePath) {
        console.log("      skipped: no Chromium on this machine (apt install chromium, or set CHROMIUM_PATH)");
        return this.skip();
      }
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
      page = await browser.newPage();
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
      await page.goto(emulator.url);
    });
    after(async () => {
      await browser?.close();
    });

    it("shows objects and requests as they come, and changes that somebody else makes", async () => {
      const name = "<img src=x onerror=alert(1)>";
      const made = await invoke(emulator, tenant, "New-RetentionCompliancePolicy", {
        Name: name,
        ExchangeLocation: "All",
      });
      assert.equal(made.status, 200, made.text);
      await page.getByRole("button", { name: /^RetentionCompliancePolicy \d+$/ }).click();
      const object = page.getByRole("region", { name: "Objects" }).getByText(name, { exact: true });
      await object.waitFor();
      await page.getByRole("region", { name: "Requests" }).getByText("New-RetentionCompliancePolicy").first().waitFor();
      await object.click();
      await control(
        emulator,
        "PATCH",
        `tenants/${tenant.tenantId}/objects/RetentionCompliancePolicy/${encodeURIComponent(name)}`,
        {
          Comment: "changed in the portal",
        },
      );
      await page
        .getByText(/changed in the portal/)
        .first()
        .waitFor();
    });

    it("shows rules under their policies, with their priority, and JSON in their texts as JSON", async () => {
      const put = (noun: string, name: string, object: object) =>
        control(emulator, "PUT", `tenants/${tenant.tenantId}/objects/${noun}/${name}`, object);
      await put("DlpCompliancePolicy", "Cards", { Locations: "[]" });
      const condition = { ConditionName: "ContentIsShared", Value: true };
      await put("DlpComplianceRule", "Shared", {
        Policy: "Cards",
        Priority: 7,
        DisplayName: "Shared outside",
        IsAdvancedRule: true,
        AdvancedRule: JSON.stringify({ Version: "1.0", Condition: { Operator: "And", SubConditions: [condition] } }),
      });
      await page.getByRole("button", { name: /^DlpComplianceRule \d+$/ }).click();
      const objects = page.getByRole("region", { name: "Objects" });
      await objects.getByText("Cards / Shared outside (Shared)", { exact: true }).click();
      await objects.getByText(/"ConditionName": "ContentIsShared"/).waitFor();
      await objects.getByRole("cell", { name: "7", exact: true }).waitFor();
    });

    it("changes the tenant, filters the journal, moves the clock", async () => {
      await page.getByLabel("Show").selectOption(tenantOf(emulator, "dod").tenantId);
      await page.getByText("Point a provider at it").click();
      await page.getByText(tenantOf(emulator, "dod").clientSecret).waitFor();
      await page.getByLabel("Filter").fill("no such request");
      await page
        .getByRole("region", { name: "Requests" })
        .getByText("New-RetentionCompliancePolicy")
        .first()
        .waitFor({ state: "detached" });
      const before = emulator.running.clock.now();
      await page.getByRole("button", { name: /Advance the clock/ }).click();
      await page
        .getByText(new Date(before + 300_000).toISOString().slice(0, 19).replace("T", " "))
        .first()
        .waitFor();
    });

    it("finds one object of many, and draws no more rows than a person can read", async () => {
      const { tenantId, organization } = tenantOf(emulator, "gcc");
      for (let n = 1; n <= 310; n++)
        await control(emulator, "PUT", `tenants/${tenantId}/objects/ComplianceTag/Tag ${n}`, {});
      await page.getByLabel("Show").selectOption(tenantId);
      await page.getByRole("button", { name: "ComplianceTag 310", exact: true }).click();
      const objects = page.getByRole("region", { name: "Objects" });
      await page.getByText("the first 300 of 310").waitFor();
      assert.equal(await objects.getByText("Tag 305", { exact: true }).count(), 0, organization);
      await page.getByLabel("Find").fill("TAG 305");
      await objects.getByText("Tag 305", { exact: true }).waitFor();
      await page.getByText("1 of 310").waitFor();
    });

    it("says when the emulator is gone", async () => {
      await emulator.stop();
      await page.getByText("the emulator does not answer").waitFor();
      assert.deepEqual(
        errors.filter((text) => !/Failed to (load|fetch)|ERR_CONNECTION/.test(text)),
        [],
      );
    });
  });
});
