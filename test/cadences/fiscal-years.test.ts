import { describe, expect, it } from "vitest";
import {
  fiscalYears,
  fiscalYearsIn,
  periodOfRound,
  type YearStart,
} from "../../src/cadences/recurrence/fiscal-years.ts";
import type { WrittenRule } from "../../src/cadences/recurrence/rule.ts";
import { pickersOf, ruleFrom } from "../../src/cadences/recurrence/rule-form-choices.ts";
import { rhythmInWords } from "../../src/cadences/recurrence/rule-in-words.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord } from "../support/record.ts";

const said = (programId: string, yearStartMonth: number, isOpen = true): YearStart => ({
  programId,
  yearStartMonth,
  isOpen,
});

describe("the years of programs", () => {
  it("begin as most of their quarterly rules say, of equals in the earlier month", () => {
    const years = fiscalYears([said("a", 7), said("b", 2), said("c", 7), said("d", 2), said("e", 4)]);
    expect(years.startOf(["a"])).toBe(7);
    expect(years.startOf(["a", "b"])).toBe(2);
    expect(years.startOf(["a", "b", "c", "d", "e"])).toBe(2);
    expect(years.startOf(["a", "b", "c"])).toBe(7);
  });

  it("begin as most of the workspace's open programs say where they have no rule, else in January", () => {
    const years = fiscalYears([
      said("a", 4),
      said("b", 4),
      said("c", 1),
      said("closed", 7, false),
      said("e", 7, false),
    ]);
    expect(years.startOf(["without"])).toBe(4);
    expect(years.startOf(["without", "c"])).toBe(1);
    expect(years.startOf(["closed"])).toBe(7);
    expect(years.startOf([])).toBe(4);
    expect([...years.starts].sort()).toEqual([1, 4, 7]);
    expect(fiscalYears([]).startOf(["any"])).toBe(1);
    expect(fiscalYears([]).starts).toEqual([1]);
    expect(fiscalYears([said("closed", 7, false)]).startOf(["other"])).toBe(1);
  });
});

const ANNUAL: WrittenRule = { every: "year", on: { month: 3, workingDay: 1 }, at: "09:00", zone: "participant" };
const OF_APRIL: WrittenRule = { ...ANNUAL, yearStartMonth: 4 };

it.each(databases)("an annual rule can say in which month the years of its program begin, on %s", async (name) => {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const [said, unsaid] = [await record.program("said"), await record.program("unsaid")];
  await record.cadence(unsaid, { rule: ANNUAL });
  expect((await fiscalYearsIn(db, record.workspaceId)).startOf([unsaid.id])).toBe(1);
  await record.cadence(said, { rule: OF_APRIL });
  const years = await fiscalYearsIn(db, record.workspaceId);
  expect(years.startOf([said.id])).toBe(4);
  const round = { workspace_id: record.workspaceId, program_id: said.id, rule: OF_APRIL };
  expect(await periodOfRound(db, round, "2027-03-01")).toBe("FY2027");
});

it("stays in an annual rule that is changed in the form, and is said in words", () => {
  const changed = ruleFrom({ ...pickersOf(OF_APRIL), month: 5 }, { before: OF_APRIL, today: "2026-11-03" });
  expect(changed).toEqual({ rule: { ...OF_APRIL, on: { month: 5, workingDay: 1 } } });
  expect(rhythmInWords({ template: null, rule: OF_APRIL }, { locale: "en-GB" })).toContain("the year starts in April");
  expect(rhythmInWords({ template: null, rule: OF_APRIL }, { locale: "fr-FR" })).toContain("l’année commence en avril");
});
