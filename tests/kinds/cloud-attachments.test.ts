import assert from "node:assert/strict";
import { findKind, type Kind } from "../../provider/kinds";

describe("where a policy retains cloud attachments", () => {
  const kind = findKind("RetentionCompliancePolicy") as Kind;
  const refused = (locations: { readonly [property: string]: readonly string[] }): readonly string[] =>
    kind.rules
      .flatMap((rule) => rule({ retainCloudAttachment: true, ...locations }))
      .filter(({ reason }) => reason.includes("retainCloudAttachment"))
      .map(({ property }) => property);

  it("is in sites and groups, and wherever adaptive scopes reach", () => {
    assert.deepEqual(
      refused({ sharePointLocation: ["All"], oneDriveLocation: ["All"], modernGroupLocation: ["All"] }),
      [],
    );
    assert.deepEqual(refused({ adaptiveScopeLocation: ["Sites of finance"] }), []);
  });

  it("is neither in mailboxes nor in Teams", () => {
    for (const property of ["exchangeLocation", "publicFolderLocation", "skypeLocation", "teamsChatLocation"])
      assert.deepEqual(refused({ [property]: ["All"] }), [property]);
  });
});
