/** Numbers in a digest: from what to what, since when, against which target. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import type { AnswerFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anAnswer, aProgram, fed, theDocument } from "./facts.ts";

describe("a number", () => {
  it.each([
    ["alone", [], [7, 12], "done 7 of 12"],
    ["that moved", [[0, 12, "09-02"]], [7, 12], "done 0 → 7 of 12 since Wed 2 Sept"],
    [
      "that moved twice, from what was told last",
      [
        [0, 12, "08-03"],
        [2, 12, "09-02"],
      ],
      [7, 12],
      "done 2 → 7 of 12 since Wed 2 Sept",
    ],
    [
      "that stands since it moved",
      [
        [0, 12, "07-02"],
        [7, 12, "08-03"],
        [7, 12, "09-02"],
      ],
      [7, 12],
      "done still 7 of 12, since Mon 3 Aug",
    ],
    ["that has never moved as far as one knows", [[0, 7, "08-03"]], [0, 7], "done still 0 of 7, as on Mon 3 Aug"],
    [
      "that stands while its target moved",
      [
        [31, 36, "03-26"],
        [31, 37, "05-22"],
        [31, 37, "07-22"],
      ],
      [31, 37],
      "done still 31 of 37 (was 36), as on Thu 26 Mar 2026",
    ],
    [
      "that stands since it moved, whose target moved later",
      [
        [29, 36, "03-26"],
        [31, 36, "04-22"],
        [31, 37, "05-22"],
      ],
      [31, 37],
      "done still 31 of 37 (was 36), since Wed 22 Apr 2026",
    ],
    [
      "that stands, whose target has moved just now",
      [[31, 36, "09-02"]],
      [31, 37],
      "done still 31 of 37 (was 36), as on Wed 2 Sept",
    ],
    ["whose target moved", [[3, 5, "09-02"]], [4, 8], "done 3 → 4 of 8 (was 5) since Wed 2 Sept"],
    ["without a target", [[3, null, "09-02"]], [4, null], "done 3 → 4 since Wed 2 Sept"],
  ] as const)("%s (B11)", (_, before, now, words) => {
    const measured = before.map(([done, total, day]) => numbers(done, total, day));
    const program = aProgram("Pier", null, { measured, answers: [numbers(now[0], now[1], "10-30")] });
    expect(told(theDocument([program]))).toEqual([`Pier · ${words}`]);
  });

  it("is compared with the same person's where there is one (B11)", () => {
    const measured = [numbers(3, null, "09-02"), { ...numbers(9, null, "09-10"), checkInId: "t", personId: "tom" }];
    const program = aProgram("Pier", null, { measured, answers: [numbers(5, null, "10-30")] });
    expect(told(theDocument([program]))).toEqual(["Pier · done 3 → 5 since Wed 2 Sept"]);
  });

  it("is told in French (B11)", () => {
    const reader = { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" };
    const program = aProgram("Pier", null, { measured: [numbers(0, 5, "09-02")], answers: [numbers(7, 12, "10-30")] });
    expect(told(theDocument([program], { reader }))).toEqual([
      "Pier · done 0 → 7 sur 12 (auparavant 5) depuis le mer. 2 sept.",
    ]);
  });
});

describe.each(databases)("on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(() => db.destroy());

  it("a number moved since its last digest, however long ago that was, and names the answers behind it (B11)", async () => {
    const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z", team: `T-numbers-${name}` });
    const sponsor = await record.person("sponsor");
    const lead = await record.person("lead");
    const program = await record.program("pier", { seats: { lead: [lead], sponsor: [sponsor] } });
    const questions: Question[] = ["done", "steps-in-all"].map((key) => ({
      key,
      type: "number",
      label: key,
      feeds: "metric",
    }));
    const cadence = await record.cadence(program, { rule: WEEKLY, questions });
    const services = servicesAt(db, "2025-01-01T00:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const answer = async (day: string, answers: Record<string, number>) =>
      record.answer(await record.round(cadence, day, [lead]), lead, `${day}T15:00:00.000Z`, answers);
    const { checkInId } = await answer("2025-01-16", { done: 2, "steps-in-all": 9 });
    services.clock.at = "2025-02-05T09:00:00.000Z";
    await compileDueDigests(services);
    await answer("2025-02-13", { "steps-in-all": 9 });
    services.clock.at = "2025-03-05T09:00:00.000Z";
    await compileDueDigests(services);
    await answer("2025-03-13", { done: 5, "steps-in-all": 9 });
    await answer("2025-03-20", { done: 6, "steps-in-all": 9 });
    services.clock.at = "2025-04-03T09:00:00.000Z";
    await compileDueDigests(services);
    const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    expect(sent?.document.period.label).toBe("2025-03");
    expect(sent && told(sent.document)).toEqual(["pier · done 2 → 6 of 9 since Thu 16 Jan"]);
    expect(sent?.document.citations).toContainEqual(
      expect.objectContaining({ source: { kind: "check-in", id: checkInId, revision: 1 }, author: "lead" }),
    );
  });
});

function numbers(done: number, total: number | null, day: string): AnswerFacts {
  const of = (key: string, value: number) => ({ ...fed("metric", value, "number"), key, label: { en: key, fr: key } });
  const answers = [of("done", done), ...(total === null ? [] : [of("total", total)])];
  return anAnswer("Pier", answers, { checkInId: day, answeredAt: `2026-${day}T10:00:00.000Z` });
}

function told(document: DigestDocument): string[] {
  return outlineOf(document)
    .sections.filter(({ section }) => section === "progress")
    .flatMap(({ items }) => items.map(({ label }) => label.map(({ text }) => text).join("")))
    .map((words) => words.replaceAll("\u00a0", " "));
}
