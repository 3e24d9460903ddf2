import { expect, it } from "vitest";
import type { Disclosure } from "../../src/register/table.ts";
import { compile } from "../../src/reports/compile/compile.ts";
import { canGoAbove, forProgram } from "../../src/reports/facts/readable-facts.ts";
import { anAnswer, anItem, aStatus, at, reportOf, someFacts } from "./facts.ts";

it.each<[Disclosure, number, number]>([
  ["program", 1, 1],
  ["above", 1, 0],
  ["team", 0, 1],
  ["lead", 0, 0],
])("an item for %s stands above in %i lines, for the program in %i", (disclosure, above, inProgram) => {
  const facts = someFacts({ items: [anItem("risk", "Certificates", { disclosure })] });
  expect(compile(canGoAbove(facts), null).lines).toHaveLength(above);
  expect(compile(forProgram(facts), null).lines).toHaveLength(inProgram);
  expect(compile(canGoAbove(facts), null).open).toEqual(above ? { risk: 1 } : {});
});

it("nobody reads in a report what its author keeps in the team or for the lead", () => {
  const answer = anAnswer("10-30", []);
  const fields = [{ feeds: "value" as const, lines: ["Points in four minutes"], isTeamOnly: true as const }];
  const facts = someFacts({ answers: [{ ...answer, fields }] });
  expect(JSON.stringify(canGoAbove(facts).facts)).not.toContain("Points");
  expect(compile(forProgram(facts), null).lines).toEqual([]);
});

it("above goes nothing of a field that no report shows", () => {
  const facts = someFacts({ answers: [anAnswer("10-30", [["dependency", "Ask sooner"]])] });
  expect(JSON.stringify(canGoAbove(facts).facts)).not.toContain("Ask sooner");
});

it("the program reads the status without the words that were written for those above alone", () => {
  const words = { reason: "Receipts", action: "Rebuild", actionBy: "2026-11-20", isAboveOnly: true as const };
  const older = aStatus("10-20", "red", { reason: "Vendor patch untested" });
  const facts = someFacts({ statuses: [older, aStatus("10-28", "red", words)] });
  expect(JSON.stringify(forProgram(facts).facts)).not.toMatch(/Receipts|Rebuild|2026-11-20/);
  // A reason belongs to its day.
  expect(compile(forProgram(facts), null).status).toMatchObject({ at: at("10-28"), reason: null });
  expect(compile(canGoAbove(facts), null).status).toMatchObject({ reason: "Receipts", action: "Rebuild" });
});

it("above goes nothing of weekly reports, nor a line of an item that is restricted since", () => {
  const item = anItem("decision", "Stores open in waves");
  const month = reportOf(someFacts({ items: [item], answers: [anAnswer("10-30", [["value", "Points"]])] }));
  const hidden = { ...item, disclosure: "lead" as const };
  const within = [{ ...month, rhythm: "weekly" as const }, month];
  const { facts } = canGoAbove(someFacts({ rhythm: "quarterly", items: [hidden], within }));
  expect(facts.within.map(({ lines }) => lines.map(({ text }) => text))).toEqual([["Points"]]);
});
