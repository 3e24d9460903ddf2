/** Silence in earlier periods, as the pictures have it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aProgram, green, theDocument } from "./facts.ts";

it("a program whose check-in had no round in the quarter is grey in the months in which it stood silent (B8)", () => {
  const asked = [{ cadenceId: "Quay-monthly", opensAt: "2026-09-30T09:00:00.000Z", every: "month" as const }];
  const programs = [aProgram("Quay", null, { rounds: [], asked }), aProgram("Ferry", [green])];
  const months = [
    { month: "2026-10", at: "2026-11-04T09:00:00.000Z" },
    { month: "2026-11", at: "2026-12-03T09:00:00.000Z" },
  ];
  const document = theDocument(programs, { rhythm: "quarterly", months, cutOffAt: "2026-12-03T09:00:00.000Z" });
  const lines = document.sections.flatMap((section) => [...section.lines]);
  expect(lines.filter((line) => line.kind === "months" && line.program === "Quay")).toMatchObject([
    { months: [{ colour: "grey" }, { colour: null }], sources: [{ kind: "program" }] },
  ]);
});

describe.each(databases)("on %s", (name) => {
  let db: Db;
  beforeAll(async () => {
    db = await aDatabase(name);
  });
  afterAll(() => db.destroy());

  it("who was asked and said nothing is grey in each earlier period, who was not asked is not (B8)", async () => {
    const record = await aRecord(db, { seatedAt: "2024-10-01T00:00:00.000Z", team: `T-past-${name}` });
    const sponsor = await record.person("sponsor");
    const lead = await record.person("lead");
    const asking = { rule: MONTHLY, questions: questionsFeeding("health") };
    const cadences = [];
    for (const key of ["spoken", "silent", "later"]) {
      const program = await record.program(key, { seats: { lead: [lead], sponsor: [sponsor] } });
      cadences.push(await record.cadence(program, asking));
    }
    const [spoken, silent, later] = cadences;
    if (!spoken || !silent || !later) throw new Error("No cadence");
    const services = servicesAt(db, "2024-12-10T00:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    for (const [day, digestOn] of [
      ["2024-12-31", "2025-01-03"],
      ["2025-01-31", "2025-02-05"],
      ["2025-02-28", "2025-03-05"],
      ["2025-03-31", "2025-04-03"],
    ] as const) {
      const round = await record.round(spoken, day, [lead]);
      await record.answer(round, lead, `${day}T15:00:00.000Z`, { health: { colour: "green" } });
      await record.round(silent, day, [lead]);
      if (day > "2025-02-15") await record.round(later, day, [lead]);
      services.clock.at = `${digestOn}T09:00:00.000Z`;
      await compileDueDigests(services);
    }
    const sent = await latestDigest(db, { workspaceId: record.workspaceId, personId: sponsor.id });
    const colours = new Map(sent?.document.colours?.map((one) => [one.program, one.colours.slice(-4)]));
    expect(colours).toEqual(
      new Map([
        ["spoken", ["green", "green", "green", "green"]],
        ["silent", ["grey", "grey", "grey", "grey"]],
        ["later", [null, null, "grey", "grey"]],
      ]),
    );
  });

  it("who had nobody left to ask is grey in each month as its own digest had it, in strips and quarters alike (B8)", async () => {
    const record = await aRecord(db, { seatedAt: "2024-10-01T00:00:00.000Z", team: `T-gone-${name}` });
    const [sponsor, committee] = [await record.person("sponsor"), await record.person("committee")];
    const [ida, tom] = [await record.person("ida"), await record.person("tom")];
    const asking = { rule: MONTHLY, questions: questionsFeeding("health"), readers: ["sponsors", "steering"] };
    const seats = { sponsor: [sponsor], steering: [committee] };
    const programs = [
      await record.program("gone", { seats: { ...seats, lead: [ida] } }),
      await record.program("beside", { seats: { ...seats, lead: [tom] } }),
    ];
    const [gone, beside] = await Promise.all(programs.map(async (program) => record.cadence(program, asking)));
    if (!gone || !beside) throw new Error("No cadence");
    const services = servicesAt(db, "2024-12-10T00:00:00.000Z");
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const said = { health: { colour: "green" as const } };
    const own: unknown[] = [];
    const latestOf = async ({ id }: typeof sponsor) =>
      (await latestDigest(db, { workspaceId: record.workspaceId, personId: id }))?.document;
    const rowOf = async () => (await latestOf(sponsor))?.colours?.find((one) => one.program === "gone")?.colours;
    for (const [day, digestOn] of [
      ["2024-11-29", "2024-12-04"],
      ["2024-12-31", "2025-01-06"],
      ["2025-01-31", "2025-02-05"],
      ["2025-02-28", "2025-03-05"],
      ["2025-03-31", "2025-04-03"],
    ] as const) {
      const isLed = day < "2024-12";
      const missed = { reason: "no-participants", count: 0 };
      const round = await record.round(gone, day, isLed ? [ida] : [], isLed ? {} : { missed });
      if (isLed) await record.answer(round, ida, `${day}T15:00:00.000Z`, said);
      await record.answer(await record.round(beside, day, [tom]), tom, `${day}T15:00:00.000Z`, said);
      services.clock.at = `${digestOn}T09:00:00.000Z`;
      await compileDueDigests(services);
      if (digestOn > "2025-02") own.push((await rowOf())?.at(-1));
    }
    expect(own).toEqual(["grey", "grey", "grey"]);
    expect((await rowOf())?.slice(-5)).toEqual(["green", "grey", "grey", "grey", "grey"]);
    const lines = (await latestOf(committee))?.sections.flatMap((section) => [...section.lines]) ?? [];
    const months = lines.filter((line) => line.kind === "months" && line.program === "gone");
    const grey = ["2025-01", "2025-02", "2025-03"].map((month) => ({ month, colour: "grey" }));
    expect(months).toMatchObject([{ months: grey }]);
  });
});
