/** *Why this status?* on a message that several digests of one reader share. */

import { describe, expect, it } from "vitest";
import { compileDueDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour, programsOfDigest } from "../../src/why/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

const SENT = "2027-04-05T09:00:00.000Z";

describe.each(databases)("a message of several digests, on %s", (database) => {
  it("explains the colours of the programs of all of them, each as its own digest told it (B7)", async () => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2027-03-10T08:00:00.000Z" });
    const services = servicesAt(db, "2027-03-10T08:00:00.000Z");
    const [tom, sofia] = [await record.person("tom"), await record.person("sofia")];
    const sponsor = await personById(db, record.workspaceId, sofia.id);
    // The quarter of the committee tells of Atlas, the month of the sponsor of Borealis.
    for (const [key, role, colour] of [
      ["atlas", "steering", "green"],
      ["borealis", "sponsor", "red"],
    ] as const) {
      const program = await record.program(key, { title: key, seats: { lead: [tom], [role]: [sofia] } });
      const readers = [role === "sponsor" ? "sponsors" : "steering"];
      const cadence = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("health"), readers });
      const round = await record.round(cadence, "2027-03-31", [tom]);
      await record.answer(round, tom, "2027-03-31T12:00:00.000Z", { health: { colour, reason: "Because" } });
    }
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    services.clock.at = SENT;
    await compileDueDigests(services);
    const made = await db
      .selectFrom("digest")
      .innerJoin("digest_edition as edition", "edition.digest_id", "digest.id")
      .select(["edition.id", "digest.rhythm", "digest.in_message_of"])
      .where("digest.reader_id", "=", sofia.id)
      .orderBy("edition.id")
      .execute();
    const [quarter, month] = made;
    expect(made).toMatchObject([{ rhythm: "quarterly" }, { rhythm: "monthly", in_message_of: expect.any(String) }]);
    const { programs, leftOut } = await programsOfDigest(services, sponsor, quarter?.id ?? "");
    expect(leftOut).toEqual([]);
    expect(programs).toMatchObject([
      { title: "atlas", editionId: quarter?.id },
      { title: "borealis", editionId: month?.id },
    ]);
    for (const [program, colour] of [
      [programs[0], "green"],
      [programs[1], "red"],
    ] as const) {
      const { asOf, status } = await explainColour(services, sponsor, program?.id ?? "", program?.editionId);
      expect([asOf?.cutOffAt, status?.colour]).toEqual([SENT, colour]);
    }
    // Each alone has its own.
    expect((await programsOfDigest(services, sponsor, month?.id ?? "")).programs).toMatchObject([
      { title: "borealis" },
    ]);
    await db.destroy();
  });
});
