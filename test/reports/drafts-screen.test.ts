import { expect, it } from "vitest";
import type { Report } from "../../src/reports/compile/report.ts";
import { changeView, correctView } from "../../src/reports/drafts/drafts-screen.ts";
import type { Draft } from "../../src/reports/drafts/stored-drafts.ts";
import { aLine, aReport, EN, FR } from "./reported.ts";

const STATUS: Report["status"] = {
  ...{ status: "amber", since: "2026-10-20", periods: 1, before: "green", reason: "Tills.", action: null },
  ...{ actionBy: null, by: "tom", at: "2026-10-20T10:00:00.000Z", on: "2026-10-20" },
};

function aDraftOf(lines: Report["lines"], more: Partial<Draft> = {}): Draft {
  return {
    ...{ workspace_id: "w1", id: "r1", program_id: "p1", rhythm: "monthly", period: "2026-10", version: 1 },
    ...{ state: "draft", words: null, wordsBy: null, wordsAt: null, heldBy: null, sendAt: "", sentAt: null },
    ...{ correction: null, correctedBy: null },
    report: aReport("loyalty", { status: STATUS, lines }),
    ...more,
  };
}

/** Of each field its label and what stands in it. */
function fieldsOf({ blocks }: ReturnType<typeof changeView>): (string | undefined)[][] {
  return blocks.flatMap((block) => {
    if (!("element" in block)) return [];
    const { element, label } = block;
    if (element.type === "plain_text_input") return [[label.text, element.initial_value]];
    return element.type === "radio_buttons" ? [[label.text, element.initial_option?.value]] : [];
  });
}

it("a line that was written has a field of its own, with the words that it has now", () => {
  const lines = [aLine("value", "Points in 4 minutes"), aLine("bottom-line", "On course.")];
  const words = {
    lines: [
      { kind: "bottom-line" as const, from: "On course.", to: "Nearly on course." },
      { kind: "value" as const, from: "Points in 4 minutes", to: null },
    ],
  };
  expect(fieldsOf(changeView(EN, aDraftOf(lines, { words })))).toEqual([
    ["Bottom line", "Nearly on course."],
    ["Why this status", "Tills."],
    ["Value", undefined],
  ]);
});

it("forty lines are twelve fields, and one is whole up to the 3000 letters that a field takes", () => {
  const lines = Array.from({ length: 40 }, (_, index) => aLine("done", "x".repeat(index === 10 ? 4000 : 2900)));
  const fields = fieldsOf(changeView(FR, aDraftOf(lines)));
  expect(fields).toHaveLength(12);
  const lengths = fields.map(([, initial]) => initial?.length);
  expect(lengths).toEqual([6, ...Array.from({ length: 10 }, () => 2900), 3000]);
  expect(fields.at(-1)?.[0]).toBe("Fait");
});

it("a correction begins from the status as it was sent, and asks what was wrong", () => {
  expect(fieldsOf(correctView(EN, aDraftOf([])))).toEqual([
    ["Status", "amber"],
    ["What was wrong? Readers see this.", undefined],
    ["Why this status", "Tills."],
  ]);
});
