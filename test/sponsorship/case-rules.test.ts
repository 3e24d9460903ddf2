/** The case of a program: how measures are read, what a section is drafted from, what changed since it was approved. */
import { describe, expect, it } from "vitest";
import {
  CASE_SECTIONS,
  changesSince,
  measureLine,
  readMeasures,
  withQuestions,
} from "../../src/sponsorship/case/rules.ts";
import { type DraftFacts, draftOf } from "../../src/sponsorship/case/rules-draft.ts";
import { caseTexts } from "../../src/sponsorship/case/texts.ts";

const NOTHING_KNOWN: DraftFacts = {
  purpose: "",
  benefits: "",
  items: [],
  codeOf: () => "",
  values: [],
  measures: [],
};

describe("measures", () => {
  it("are read as they are said, with what nobody knows left out, in whatever alphabet", () => {
    const text = "Points seen: next morning → 4 minutes\nМеры: 12 -> 30\n積分: → 30%\nRefunds : 3 =>";
    const read = readMeasures(text);
    expect(read).toEqual({
      measures: [
        { name: "Points seen", baseline: "next morning", target: "4 minutes" },
        { name: "Меры", baseline: "12", target: "30" },
        { name: "積分", baseline: "", target: "30%" },
        { name: "Refunds", baseline: "3", target: "" },
      ],
    });
    if (!("measures" in read)) throw new Error("Not read");
    expect(readMeasures(read.measures.map(measureLine).join("\n"))).toEqual(read);
  });

  it("say which line can’t be read", () => {
    expect(readMeasures("A: 1 → 2\nno arrow: 3")).toEqual({ problem: { why: "form", line: "no arrow: 3" } });
    expect(readMeasures("→ 3")).toEqual({ problem: { why: "form", line: "→ 3" } });
    expect(readMeasures(`A: ${"9".repeat(61)} → 2`)).toMatchObject({ problem: { why: "long" } });
    expect(readMeasures("A: → 1\n".repeat(6))).toEqual({ problem: { why: "many" } });
  });

  it("belong to the question that bears their name, in either language", () => {
    const asked = [{ cadenceId: "c", key: "refunds", names: ["Refunds a week", "Remboursements par semaine"] }];
    const [first, second] = withQuestions(
      [
        { name: "remboursements  par semaine", baseline: "", target: "" },
        { name: "Refunds", baseline: "", target: "" },
      ],
      asked,
    );
    expect(first?.asked).toEqual({ cadenceId: "c", key: "refunds" });
    expect(second?.asked).toBeUndefined();
  });
});

it("drafts nothing from nothing, and says of each section where it would come from", () => {
  for (const section of CASE_SECTIONS) {
    expect(draftOf(section, NOTHING_KNOWN)).toEqual({ text: "", items: [], measures: "", from: null });
    expect(caseTexts.en.missing[section]).toContain("It comes from".slice(3));
    expect(caseTexts.fr.missing[section]).toContain("vient");
  }
});

it("drafts what is known, and leaves a target open that nobody has said", () => {
  const facts = { ...NOTHING_KNOWN, benefits: "Members come back.", measures: [{ name: "Refunds: all", last: "12" }] };
  const draft = draftOf("benefits", facts);
  expect(draft).toMatchObject({ text: "Members come back.", from: "program" });
  expect(readMeasures(draft.measures)).toEqual({
    measures: [{ name: "Refunds  all", baseline: "12", target: "" }],
  });
});

it("says of what it rests on what has changed, and nothing else", () => {
  const then = {
    items: ["risk", "ask"],
    endsOn: "2026-12-01",
    dates: { launch: "2026-11-17" },
    measures: [{ cadenceId: "c", key: "refunds" }],
  };
  expect(changesSince(then, then)).toEqual([]);
  expect(changesSince(then, { ...then, dates: { ...then.dates, another: "2026-12-24" } })).toEqual([]);
  expect(changesSince(then, { items: ["ask"], endsOn: null, dates: { launch: "2026-12-01" }, measures: [] })).toEqual([
    { of: "item", id: "risk" },
    { of: "date", from: "2026-11-17", to: "2026-12-01" },
    { of: "date", from: "2026-12-01", to: null },
    { of: "measure", cadenceId: "c", key: "refunds" },
  ]);
});
