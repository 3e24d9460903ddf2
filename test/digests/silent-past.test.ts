/** Silence in earlier periods, as the pictures have it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileDueDigests, latestDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

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
});
