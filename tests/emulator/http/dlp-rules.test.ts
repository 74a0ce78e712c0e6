import assert from "node:assert/strict";
import { Cmdlets, table, type Row } from "./cmdlets";

const CREDIT_CARD = "50842eb7-edc8-4019-85dd-5a5c1f2bb085";
const SSN = "a44669fe-0d48-453d-a9b1-2cc83f2cba77";

const content = (...types: readonly Row[]): Row => ({
  ConditionName: "ContentContainsSensitiveInformation",
  Value: [{ groups: [{ name: "Default", operator: "OR", sensitivetypes: types }] }],
});

const advanced = (...conditions: readonly Row[]): string =>
  JSON.stringify({ Version: "1.0", Condition: { Operator: "and", SubConditions: conditions } });

const parsed = (rule: Row): Row => JSON.parse(rule["AdvancedRule"]) as Row;

describe("DLP rules over HTTP", () => {
  for (const answers of ["loose", "recorded"] as const)
    describe(`of a tenant with ${answers} answers`, () => {
      let service: Cmdlets;
      before(async () => {
        service = await Cmdlets.start({ objects: { answers } });
        await service.done("New-DlpCompliancePolicy", {
          Name: "P",
          SharePointLocation: "All",
          ExchangeLocation: "All",
        });
        await service.done("New-DlpCompliancePolicy", {
          Name: "Mail",
          ExchangeLocation: "All",
          OneDriveLocation: null,
        });
      });
      after(() => service.stop());

      const rule = async (name: string, more: Row, policy = "P"): Promise<Row> => {
        await service.done("New-DlpComplianceRule", { Name: name, Policy: policy, ...more });
        return service.one("Get-DlpComplianceRule", { Identity: name });
      };
      const refused = (more: Row, policy = "P"): Promise<string> =>
        service.fault("New-DlpComplianceRule", { Name: "never", Policy: policy, ...more });

      it("return an advanced rule written anew: operators, names, ids, counts and confidences of the service", async () => {
        const type = { id: CREDIT_CARD, name: "credit card number", mincount: "1", confidencelevel: "high" };
        const shown = await rule("advanced", { AdvancedRule: advanced(content(type)), BlockAccess: true });
        assert.equal(shown["IsAdvancedRule"], true);
        assert.equal(shown["ContentContainsSensitiveInformation"], null);
        assert.match(shown["AdvancedRule"], /^\{\r\n {2}"Version": "1\.0",\r\n {2}"Condition": \{\r\n/);
        const [condition] = parsed(shown)["Condition"].SubConditions;
        const { Groups, Operator } = condition.Value[0];
        assert.equal(Operator, "And");
        const { Name, Operator: groupOperator, Sensitivetypes } = Groups[0];
        assert.deepEqual([Name, groupOperator], ["Default", "Or"]);
        assert.deepEqual(Sensitivetypes[0], {
          Name: "Credit Card Number",
          Id: CREDIT_CARD,
          Mincount: 1,
          Maxcount: -1,
          Confidencelevel: "High",
          Minconfidence: 85,
          Maxconfidence: 100,
          ...(answers === "loose" && {
            Classifiertype: "Content",
            Rulepackid: "00000000-0000-0000-0000-000000000000",
          }),
        });
      });

      it("show a flat rule in the advanced form too, and say that it is none", async () => {
        const shown = await rule("flat", {
          ContentContainsSensitiveInformation: [table({ name: "U.S. Social Security Number (SSN)", minCount: "10" })],
          AccessScope: "NotInOrganization",
          ExceptIfDocumentIsPasswordProtected: true,
        });
        assert.equal(shown["IsAdvancedRule"], false);
        const [scope, sensitive, not] = parsed(shown)["Condition"].SubConditions;
        assert.deepEqual(scope, { ConditionName: "AccessScope", Value: "NotInOrganization" });
        assert.deepEqual([sensitive.Value[0].id, sensitive.Value[0].mincount], [SSN, "10"]);
        assert.equal(not.SubConditions[0].SubConditions[0].ConditionName, "DocumentIsPasswordProtected");
      });

      it("fill in the confidence of the type, of a level, or the level of a confidence", async () => {
        const of = async (name: string, type: Row): Promise<unknown[]> => {
          const shown = await rule(name, { AdvancedRule: advanced(content({ id: SSN, ...type })) });
          const written = parsed(shown)["Condition"].SubConditions[0].Value[0].Groups[0].Sensitivetypes[0];
          return [written.Confidencelevel, written.Minconfidence, written.Maxcount];
        };
        assert.deepEqual(await of("by itself", {}), ["Medium", 75, -1]);
        assert.deepEqual(await of("by level", { Confidencelevel: "Low", maxcount: "Any" }), ["Low", 65, -1]);
        assert.deepEqual(await of("by number", { MinConfidence: 90, maxcount: 9 }), ["High", 90, 9]);
      });

      it("refuse types that the tenant has not, and counts and confidences that are none", async () => {
        const types: readonly Row[] = [
          { name: "No such type" },
          { id: "00000000-1111-4222-8333-444444444444", name: "Credit Card Number" },
          { id: CREDIT_CARD, mincount: "0" },
          { id: CREDIT_CARD, mincount: "5", maxcount: "4" },
          { id: CREDIT_CARD, minconfidence: "101" },
          { id: CREDIT_CARD, confidencelevel: "Sure" },
          { name: "Contracts", classifiertype: "MLModel" },
        ];
        const fault = "InvalidContentContainsSensitiveInformationException";
        for (const type of types) {
          assert.equal(await refused({ AdvancedRule: advanced(content(type)) }), fault, JSON.stringify(type));
          assert.equal(await refused({ ContentContainsSensitiveInformation: [table(type)] }), fault);
        }
        const text = "The value specified in sensitive information is invalid.";
        const call = { Name: "never", Policy: "P", ContentContainsSensitiveInformation: [table({ name: "None" })] };
        assert.equal(await service.message("New-DlpComplianceRule", call), text);
      });

      it("take a trainable classifier by its id", async () => {
        const id = "dcbada08-65bf-4561-b140-25d8fee4d143";
        const shown = await rule("trained", { AdvancedRule: advanced(content({ Id: id, Classifiertype: "MLModel" })) });
        const [type] = parsed(shown)["Condition"].SubConditions[0].Value[0].Groups[0].Sensitivetypes;
        assert.deepEqual(type, {
          Name: id,
          Id: id,
          Classifiertype: "MLModel",
          ...(answers === "loose" && { Rulepackid: "00000000-0000-0000-0000-000000000000" }),
        });
      });

      it("name a type in another language by its id", async () => {
        const shown = await rule("German", {
          ContentContainsSensitiveInformation: [table({ Name: "Kreditkartennummer" })],
        });
        assert.match(JSON.stringify(shown["ContentContainsSensitiveInformation"]), new RegExp(CREDIT_CARD));
      });

      it("refuse what is no advanced rule", async () => {
        const bad = [
          "{",
          "[]",
          '"{}"',
          '{"Version":"1.0"}',
          JSON.stringify({ Condition: { Operator: "And", SubConditions: [] } }),
          JSON.stringify({ Condition: { Operator: "Xor", SubConditions: [content({ id: SSN })] } }),
          advanced({ ConditionName: "NoSuchCondition", Value: true }),
          advanced({ ConditionName: "BlockAccess", Value: true }),
          advanced({ ConditionName: "AccessScope" }),
        ];
        for (const text of bad) assert.equal(await refused({ AdvancedRule: text }), "ArgumentException", text);
      });

      it("are flat or advanced, and change from one to the other in a Set that clears what was", async () => {
        const flat = { ContentContainsSensitiveInformation: [table({ name: "Credit Card Number" })] };
        const text = advanced(content({ id: SSN }));
        assert.equal(await refused({ ...flat, AdvancedRule: text }), "ArgumentException");
        await rule("changing", flat);
        const set = { Identity: "changing", AdvancedRule: text };
        assert.equal(await service.fault("Set-DlpComplianceRule", set), "ArgumentException");
        await service.done("Set-DlpComplianceRule", { ...set, ContentContainsSensitiveInformation: null });
        assert.equal((await service.one("Get-DlpComplianceRule", { Identity: "changing" }))["IsAdvancedRule"], true);
        const back = { Identity: "changing", ...flat };
        assert.equal(await service.fault("Set-DlpComplianceRule", back), "ArgumentException");
        await service.done("Set-DlpComplianceRule", { ...back, AdvancedRule: null });
        assert.equal((await service.one("Get-DlpComplianceRule", { Identity: "changing" }))["IsAdvancedRule"], false);
      });

      it("take Exchange's conditions and actions only where the policy is for Exchange alone", async () => {
        const class_ = "ErrorActionLocationSupportException";
        const cases: readonly Row[] = [
          { SubjectContainsWords: ["secret"] },
          { ContentIsShared: true, PrependSubject: "x" },
          { ContentIsShared: true, NotifyUser: ["Owner"], NotifyAllowOverride: ["WithAcknowledgement"] },
          { AdvancedRule: advanced({ ConditionName: "SentTo", Value: ["a@contoso.com"] }) },
        ];
        for (const more of cases) {
          assert.equal(await refused(more), class_, JSON.stringify(more));
          await rule(`mail ${cases.indexOf(more)}`, more, "Mail");
        }
      });

      it("have an alert policy of their own while they generate alerts", async () => {
        const dlpAlerts = async (): Promise<readonly Row[]> =>
          (await service.rows("Get-ProtectionAlert")).filter(({ Name }) => Name === "DLP-alerting");
        const shown = await rule("alerting", {
          ContentIsShared: true,
          GenerateAlert: ["true"],
          ReportSeverityLevel: "High",
        });
        assert.deepEqual(shown["AlertProperties"], { AggregationType: "None" });
        const [alert] = await dlpAlerts();
        assert.ok(alert);
        assert.equal(shown["ExternalScenarioDependancies"].ProtectionAlertId, alert["Guid"]);
        assert.deepEqual(
          [alert["Category"], alert["Severity"], alert["IsSystemRule"], alert["ExternalScenarioData"].DlpRuleId],
          ["DataLossPrevention", "High", false, shown["ImmutableId"]],
        );
        await service.done("Set-DlpComplianceRule", { Identity: "alerting", GenerateAlert: null });
        assert.deepEqual(await dlpAlerts(), []);
        const now = await service.one("Get-DlpComplianceRule", { Identity: "alerting" });
        assert.deepEqual([now["ExternalScenarioDependancies"], now["GenerateAlert"]], [{}, []]);
      });

      it("read nothing as recorded rules do: by the type of the parameter", async () => {
        const shown = await rule("plain", { ContentIsShared: true });
        const read = (...names: readonly string[]): unknown[] => names.map((name) => shown[name]);
        assert.deepEqual(read("SubjectContainsWords", "NotifyUser", "SentTo"), [[], [], []]);
        assert.deepEqual(read("From", "SetHeader", "EndpointDlpRestrictions", "IncidentReportContent"), [
          ...[null, null, null, null],
        ]);
        assert.deepEqual(read("NotifyEmailCustomText", "MessageSizeOver", "Comment"), ["", "", ""]);
        assert.deepEqual(read("EnforcePortalAccess", "BlockAccess", "Disabled"), [true, false, false]);
        assert.deepEqual(read("NotifyUserType", "NotifyPolicyTipDisplayOption", "AlertProperties"), [null, null, null]);
        const notified = await rule("notified", { ContentIsShared: true, NotifyUser: ["Owner"] });
        assert.deepEqual([notified["NotifyUserType"], notified["NotifyOverrideRequirements"]], ["NotSet", "None"]);
      });

      it("add to endpoint restrictions what the service adds", async () => {
        const shown = await rule("devices", {
          ContentIsShared: true,
          NotifyUser: ["LastModifier"],
          EndpointDlpRestrictions: [table({ Setting: "Print", Value: "Block" })],
        });
        assert.deepEqual(shown["EndpointDlpRestrictions"], [
          { defaultmessage: "none", appgroup: "none", setting: "Print", value: "Block" },
        ]);
      });
    });

  it("are tables in CLIXML where JSON may have pairs of keys and values", async () => {
    for (let seed = 1; seed <= 4; seed++) {
      const service = await Cmdlets.start({ seed });
      await service.done("New-DlpCompliancePolicy", { Name: "P" });
      const types = { ContentContainsSensitiveInformation: [table({ name: "Credit Card Number" })] };
      await service.done("New-DlpComplianceRule", { Name: "R", Policy: "P", ...types });
      const text = await service.clixml("Get-DlpComplianceRule");
      assert.match(text, /<DCT><En><S N="Key">name<\/S><S N="Value">Credit Card Number<\/S><\/En>/);
      assert.doesNotMatch(text, /_key/);
      await service.stop();
    }
  });

  it("refuse a type without an id in an advanced rule of a tenant of 2026, where loose ones take the name", async () => {
    const call = { Name: "R", Policy: "P", AdvancedRule: advanced(content({ name: "Credit Card Number" })) };
    for (const [answers, fault] of [
      ["loose", ""],
      ["recorded", "InvalidContentContainsSensitiveInformationException"],
    ] as const) {
      const service = await Cmdlets.start({ objects: { answers } });
      await service.done("New-DlpCompliancePolicy", { Name: "P" });
      assert.equal(await service.fault("New-DlpComplianceRule", call), fault, answers);
      await service.stop();
    }
  });
});
