"""Registers resources of every sort against Pulumi's own mocks and prints what arrived. Run by python.test.ts."""

import asyncio
import json
import sys

import pulumi

seen = []


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        seen.append({"type": args.typ, "name": args.name, "inputs": args.inputs, "id": args.resource_id})
        return [args.resource_id or f"{args.name}-id", {**args.inputs, "guid": "guid-1"}]

    def call(self, args):
        seen.append({"type": args.token, "name": "", "inputs": args.args})
        listed = [{"id": "1", "name": "Tax", "builtIn": False}]
        return {"id": "guid-1", "name": "Tax", "objects": listed, "tenantId": "t", "environment": "public", "stateVersion": 1}


pulumi.runtime.set_mocks(Mocks())
pulumi.runtime.set_all_config(
    {"purview:tenantId": "t", "purview:clientSecret": "hush", "purview:maxConcurrency": "7", "purview:useCli": "true"},
    ["purview:clientSecret"],
)

import pulumi_purview as purview  # noqa: E402

told = {}


@pulumi.runtime.test
def program():
    provider = purview.Provider("gcc-high", tenant_id="t", client_secret="hush", max_concurrency=5, adopt_existing=True)
    policy = purview.retention.RetentionCompliancePolicy(
        "Finance", exchange_location=["All"], opts=pulumi.ResourceOptions(provider=provider)
    )
    actions = purview.retention.RetentionComplianceRuleRetentionComplianceAction
    purview.retention.RetentionComplianceRule(
        "rule",
        purview.retention.RetentionComplianceRuleArgs(
            policy=policy.id, retention_duration="Unlimited", retention_compliance_action=actions.KEEP
        ),
    )
    typed = purview.retentionlabels.ComplianceTag(
        "typed", file_plan_property=purview.retentionlabels.FilePlanArgs(sub_category="VAT")
    )
    purview.retentionlabels.ComplianceTag("plain", file_plan_property={"sub_category": "VAT"})
    purview.retention.RetentionCompliancePolicy.get("theirs", "guid-9")
    told["listed"] = purview.retentionlabels.list_compliance_tags(name_contains="tax").objects[0].name
    purview.Provider("as-one-object", purview.ProviderArgs(tenant_id="t", password="hush", use_cli=False))
    config = purview.config
    told["config"] = [config.tenant_id, config.client_secret, config.max_concurrency, config.use_cli, config.environment]
    module = pulumi.runtime.rpc.get_resource_module("purview", "retentionlabels", "")
    typed.urn.apply(lambda urn: module.construct("typed", "purview:retentionlabels:ComplianceTag", urn)).apply(
        lambda tag: told.update(referenced=type(tag).__name__)
    )
    found = purview.retentionlabels.get_compliance_tag_output(name="Tax")
    typed.file_plan_property.apply(lambda plan: told.update(subCategory=plan.sub_category))
    policy.guid.apply(lambda guid: told.update(guid=guid))
    return found.apply(lambda tag: told.update(found=tag.tenant_id))


program()


async def awaiting():
    tag = await purview.retentionlabels.get_compliance_tag(name="Tax")
    told["awaited"] = [type(tag).__name__, tag.name]


asyncio.run(awaiting())
stage: purview.retentionlabels.ReviewStageArgsDict = {"stage_name": "First", "reviewers": ["a@contoso.com"]}
told["dict"] = sorted(purview.retentionlabels.ReviewStageArgsDict.__required_keys__)
try:
    purview.config.nothing
except AttributeError as error:
    told["unknown setting"] = str(error)
try:
    purview.retention.RetentionComplianceRule("without policy")
except TypeError as error:
    told["missing"] = str(error)
json.dump({"seen": seen, "told": told}, sys.stdout)
