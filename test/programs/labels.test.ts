import { describe, expect, it } from "vitest";
import { labelNames, labelsColumn, labelsInWords, readLabels } from "../../src/programs/labels.ts";
import { aRun, LEA, NINA, RAVI, SOFIA, savedWith, TOM, textOf } from "../support/run.ts";

describe("labels, one a line", () => {
  it("are read as they are shown, in both languages", () => {
    const labels = [
      { name: "Department", value: "Retail: stores" },
      { name: "Région", value: "DACH" },
    ];
    expect(labelsInWords({ locale: "fr-FR" }, labels)[1]).toBe("Région\u00a0: DACH");
    for (const locale of ["en-GB", "fr-FR"])
      expect(readLabels(labelsInWords({ locale }, labels).join("\r\n"))).toEqual({ labels });
    expect(readLabels("\n  Department :  Retail:   stores \n\nRégion:DACH\n")).toEqual({ labels });
    expect(readLabels(" \n")).toEqual({ labels: [] });
  });

  it.each([
    ["Region: DACH\nRetail", "Retail"],
    [": Retail", ": Retail"],
    ["Department:", "Department:"],
    [`${"N".repeat(41)}: x`, `${"N".repeat(41)}: x`],
    [`x: ${"V".repeat(81)}`, `x: ${"V".repeat(81)}`],
    ["Department: Retail\ndePARTment: IT", "dePARTment: IT"],
    [Array.from({ length: 11 }, (_, index) => `L${index}: x`).join("\n"), "L10: x"],
  ])("name the line that is wrong: %j", (text, wrong) => {
    expect(readLabels(text)).toEqual({ wrong });
  });

  it("are suggested in one spelling, the most used first", () => {
    const labelled = (...names: string[]) => ({ labels: labelsColumn(names.map((name) => ({ name, value: "x" }))) });
    expect(labelNames([labelled("Region"), labelled("Department", "region"), labelled("REGION")])).toEqual([
      "Region",
      "Department",
    ]);
  });
});

it("labels are entered in the form of a program, refused at the field with nothing lost, and seen by its people alone", async () => {
  const programs = [
    { key: "atlas", title: "Atlas", lead: "lea", deputy: "tom", team: ["nina"] },
    { key: "borealis", title: "Borealis", lead: "sofia", labels: { "Cost centre": "R-12" } },
  ];
  const run = await aRun({ people: [LEA, TOM, NINA, RAVI, SOFIA], programs, cadences: [] });
  const listFor = async (handle: string) => {
    const { response } = await run.as(handle).command("/drumbeat program");
    return response ? { response, text: textOf(response) } : { response: null, text: "" };
  };
  const tom = run.as("tom");
  const { response } = await listFor("tom");
  if (!response) throw new Error("no list");
  await tom.press(response, { actionId: "program.menu", option: "Edit…" });
  expect(JSON.stringify(await tom.waitForView())).toContain("Used here: Cost centre.");
  tom.fill("labels", "Department: Retail\nDACH");
  expect(await tom.submit()).toEqual({
    errors: { labels: expect.stringContaining("This line isn’t one: DACH") },
  });
  tom.fill("labels", "Department: Retail & more\nRegion: DACH");
  expect(await savedWith(run, "tom")).toBe("Atlas saved.");
  const [entry] = await run.db.selectFrom("audit").selectAll().where("action", "=", "program.changed").execute();
  expect(JSON.parse(entry?.before ?? "")).toEqual({ labels: [] });
  expect(JSON.parse(entry?.after ?? "").labels).toContainEqual({ name: "Region", value: "DACH" });
  expect((await listFor("nina")).text).toContain("Department: Retail & more · Region: DACH");
  expect((await listFor("ravi")).text).not.toContain("DACH");
});
