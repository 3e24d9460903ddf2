/** Numbers in a digest: from what to what, since when, against which target. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Question } from "../../src/cadences/questions/questions.ts";
import type { AnswerFacts } from "../../src/digests/compile/facts.ts";
import type { DigestDocument } from "../../src/digests/document.ts";
import { outlineOf } from "../../src/digests/render/outline.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
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

  it("towards one target is the program's, whoever gave what was told last (B11)", () => {
    const measured = [numbers(2, 23, "02-27"), { ...numbers(9, 23, "05-03"), checkInId: "t", personId: "tom" }];
    const program = aProgram("Pier", null, { measured, answers: [numbers(11, 23, "10-30")] });
    expect(told(theDocument([program]))).toEqual(["Pier · done 9 → 11 of 23 since Sun 3 May 2026"]);
    // Towards another they count something else.
    const others = [numbers(2, 23, "09-02"), { ...numbers(9, 40, "09-10"), checkInId: "t", personId: "tom" }];
    const apart = aProgram("Pier", null, { measured: others, answers: [numbers(11, 23, "10-30")] });
    expect(told(theDocument([apart]))).toEqual(["Pier · done 2 → 11 of 23 since Wed 2 Sept"]);
  });

  it("against its target is the first line where nothing weighs more, in French as well (B2)", () => {
    const measured = [numbers(0, 12, "09-02")];
    const pier = aProgram("Pier", null, { measured, answers: [numbers(7, 12, "10-30")] });
    const quay = aProgram("Quay", null, { measured: [{ ...numbers(3, 12, "09-02"), checkInId: "q" }] });
    const moved = { ...quay, answers: [{ ...numbers(4, 12, "10-30"), checkInId: "q2" }] };
    const first = (document: DigestDocument) => outlineOf(document).bottomLine.sentence;
    const document = theDocument([moved, pier]);
    expect(first(document)).toBe("“Pier”: done 0 → 7 of 12 since Wed\u00a02\u00a0Sept.");
    // The numbers themselves show it.
    expect(document.bottomLine.sources.map(({ id }) => id)).toEqual(expect.arrayContaining(["10-30", "09-02"]));
    const reader = { handle: "s", name: "S", locale: "fr-FR", zone: "UTC" };
    expect(first(theDocument([moved, pier], { reader }))).toBe(
      "«\u00a0Pier\u00a0»\u00a0: done 0 → 7 sur 12 depuis le mer.\u00a02\u00a0sept.",
    );
    // Nothing moved, or towards nothing.
    for (const [was, total] of [
      [7, 12],
      [3, null],
    ] as const) {
      const program = aProgram("Pier", null, { measured: [numbers(was, total, "09-02")] });
      const stands = { ...program, answers: [numbers(total === null ? 4 : was, total, "10-30")] };
      expect(theDocument([stands]).bottomLine.case).not.toBe("number");
    }
  });

  it("has not moved where somebody else gave it before (B11)", () => {
    const measured = [
      numbers(2, null, "08-26"),
      { ...numbers(5, null, "09-17"), checkInId: "n", personId: "niko" },
      { ...numbers(5, null, "09-20"), checkInId: "m", personId: "niko" },
    ];
    const program = aProgram("Pier", null, { measured, answers: [numbers(5, null, "10-30")] });
    expect(told(theDocument([program]))).toEqual(["Pier · done still 5, since Thu 17 Sept"]);
  });

  it("is told with what it comes to by the day that its question names, after three answers a week apart (F15)", () => {
    const by = (label: string, points: readonly (readonly [number, string])[], locale = "en-GB") => {
      const asked = ([value, day]: readonly [number, string]) => {
        const answer = numbers(value, 120, day);
        return {
          ...answer,
          fed: answer.fed.map((one) => (one.key === "total" ? { ...one, label: { en: label, fr: label } } : one)),
        };
      };
      const [now, ...before] = points.toReversed().map(asked);
      const program = aProgram("Pier", null, { measured: before, answers: now ? [now] : [] });
      const document = theDocument([program], { reader: { handle: "s", name: "S", locale, zone: "UTC" } });
      const cited = document.sections.flatMap(({ lines }) =>
        lines.flatMap((line) => (line.kind === "progress" ? line.sources.map(({ id }) => id) : [])),
      );
      return { said: told(document).join(), cited };
    };
    const rising = [
      [9, "08-31"],
      [25, "09-30"],
      [41, "10-30"],
    ] as const;
    const { said, cited } = by("Pilots in all by 31 December", rising);
    expect(said).toBe("Pier · done 25 → 41 of 120 since Wed 30 Sept; at this pace 74 by Thu 31 Dec");
    expect(cited).toEqual(expect.arrayContaining(["08-31", "09-30", "10-30"]));
    expect(by("Pilotes d’ici le 31 décembre 2026", rising, "fr-FR").said).toBe(
      "Pier · done 25 → 41 sur 120 depuis le mer. 30 sept. ; à ce rythme, 74 d’ici le jeu. 31 déc.",
    );
    for (const [label, points] of [
      ["Pilots in all", rising],
      ["Pilots since 31 December", rising],
      ["Pilots by 31 October 2026", rising],
      ["Pilots by 31 December", rising.slice(1)],
      [
        "Pilots by 31 December",
        [
          [9, "08-31"],
          [9, "09-30"],
          [41, "10-30"],
        ],
      ],
      [
        "Pilots by 31 December",
        [
          [9, "10-26"],
          [25, "10-28"],
          [41, "10-30"],
        ],
      ],
      [
        "Pilots by 31 December",
        [
          [90, "08-31"],
          [119, "09-30"],
          [125, "10-30"],
        ],
      ],
    ] as const)
      expect(by(label, points).said).not.toContain("at this pace");
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

it("a year tells the numbers of the months from the first to the last, where the quarters ask for none (B6)", async () => {
  const db = await aDatabase("SQLite");
  const record = await aRecord(db, { seatedAt: "2025-01-01T00:00:00.000Z" });
  const [sponsor, lead] = [await record.person("sponsor"), await record.person("lead")];
  const program = await record.program("pier", { seats: { lead: [lead], sponsor: [sponsor] } });
  const questions: Question[] = ["done", "steps-in-all"].map((key) => ({
    key,
    type: "number",
    label: key,
    feeds: "metric",
  }));
  const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors"] });
  const weekly = await record.cadence(program, { rule: WEEKLY, questions, readers: ["sponsors"] });
  const review = { rule: { every: "quarter", on: { workingDay: -1 }, at: "09:00", zone: "participant" } } as const;
  const quarterly = await record.cadence(program, {
    ...review,
    questions: questionsFeeding("value"),
    readers: ["sponsors"],
  });
  const answer = async (cadence: typeof monthly, day: string, answers: Record<string, number | string>) =>
    record.answer(await record.round(cadence, day, [lead]), lead, `${day}T15:00:00.000Z`, answers);
  await answer(monthly, "2025-01-31", { done: 2, "steps-in-all": 9 });
  await answer(quarterly, "2025-03-31", { value: "Two stores." });
  await answer(monthly, "2025-11-28", { done: 6, "steps-in-all": 12 });
  await answer(weekly, "2025-12-04", { done: 100, "steps-in-all": 100 });
  const reader = { workspaceId: record.workspaceId, personId: sponsor.id, rhythm: "annual" as const };
  const document = await previewDigest(db, reader, "2026-01-06T09:00:00.000Z");
  expect(document && told(document)).toEqual(["pier · done 2 → 6 of 12 (was 9) since Fri 31 Jan 2025"]);
  expect(document?.head.checkIns).toBe(1);
  await db.destroy();
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
