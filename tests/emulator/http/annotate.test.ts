import { strict as assert } from "node:assert";
import fc from "fast-check";
import { annotator, selectedBy } from "../../../emulator/admin/annotate";
import type { Json } from "../../../emulator/contract";

const GUID = "0f3a6d1e-1111-4222-8333-444455556666";

describe("annotations of properties", () => {
  const annotate = annotator(undefined);
  const lines = (row: { [name: string]: Json }): [string, Json][] => Object.entries(annotate(row));

  it("name the .NET type of numbers, GUIDs and dates, before the property", () => {
    assert.deepEqual(lines({ Priority: 3, Big: 2 ** 40, Ratio: 0.5 }), [
      ["Priority@data.type", "System.Int32"],
      ["Priority", 3],
      ["Big@data.type", "System.Int64"],
      ["Big", 2 ** 40],
      ["Ratio@data.type", "System.Double"],
      ["Ratio", 0.5],
    ]);
    assert.deepEqual(lines({ Guid: GUID, Name: GUID }), [
      ["Guid@data.type", "System.Guid"],
      ["Guid@odata.type", "#Guid"],
      ["Guid", GUID],
      ["Name", GUID],
    ]);
    assert.deepEqual(lines({ WhenChanged: "2026-01-02T03:04:05.678Z", WhenChangedUTC: "2026-01-02T03:04:05Z" }), [
      ["WhenChanged@data.type", "System.DateTime"],
      ["WhenChanged", "2026-01-02T03:04:05.6780000+00:00"],
      ["WhenChangedUTC@data.type", "System.DateTime"],
      ["WhenChangedUTC", "2026-01-02T03:04:05.0000000Z"],
    ]);
  });

  it("name collections, and leave strings, booleans and null alone", () => {
    assert.deepEqual(lines({ A: [], B: ["x"], C: [{ Name: "x" }], D: "x", E: true, F: null }), [
      ["A@odata.type", "#Collection(String)"],
      ["A", []],
      ["B@odata.type", "#Collection(String)"],
      ["B", ["x"]],
      ["C@odata.type", "#Collection(Exchange.GenericHashTable)"],
      ["C", [{ Name: "x" }]],
      ["D", "x"],
      ["E", true],
      ["F", null],
    ]);
  });

  it("can always be dropped again: what is left is the object, but for the form of dates", () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,12}$/);
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()));
    fc.assert(
      fc.property(fc.dictionary(name, value), (row) => {
        const kept = lines(row as { [property: string]: Json }).filter(([key]) => !key.includes("@"));
        assert.deepEqual(Object.fromEntries(kept), { ...row });
      }),
    );
  });

  it("come with what $select names only, whatever the case", () => {
    const select = selectedBy(new URLSearchParams("$select=guid, NAME"));
    assert.deepEqual(Object.keys(annotator(select)({ Name: "a", Guid: GUID, Comment: "c" })), [
      "Name",
      "Guid@data.type",
      "Guid@odata.type",
      "Guid",
    ]);
    assert.equal(selectedBy(new URLSearchParams("$select=")), undefined);
    assert.equal(selectedBy(new URLSearchParams("$select=*")), undefined);
  });
});
