/** How many asks are open is one number: in a digest, on Home and in a flash report of the same instant. */

import { expect, it } from "vitest";
import { flashKind } from "../../src/alerts/messages.ts";
import { hashOf } from "../../src/check-ins/proposals/sentence-hash.ts";
import { noteShownGoingUp } from "../../src/check-ins/sensitive/use-cases.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { holdPart, releasePart } from "../../src/digests/holds/use-cases.ts";
import { previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import { homeTab } from "../../src/home-tab.ts";
import { personById, readerOf } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { acknowledgeAsk } from "../../src/register/asks/use-cases.ts";
import { findInRecord, listRecord } from "../../src/register/list/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import {
  aRecord,
  MONTHLY,
  questionsFeeding,
  type RecordedPerson,
  type RecordedRound,
  WEEKLY,
} from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each(databases)(
  "counts and lists an ask for those whose digests the check-in feeds in which it was said, and for no other, on %s (B1, P24)",
  async (database) => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
    const { workspaceId } = record;
    const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
    const [tom, max, sofia] = [await record.person("tom"), await record.person("max"), await record.person("sofia")];
    const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [max, sofia] } });
    const monthly = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("health", "ask") });
    const weekly = await record.cadence(program, {
      rule: WEEKLY,
      questions: questionsFeeding("ask"),
      readers: ["lead"],
    });
    const own = await record.cadence(program, {
      rule: WEEKLY,
      questions: questionsFeeding("ask"),
      readers: ["lead"],
      disclosure: "lead",
    });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    const lead = await personById(db, workspaceId, tom.id);
    const say = async (round: RecordedRound, at: string, ask: string) => {
      services.clock.at = at;
      const prompts = db.selectFrom("prompt").select("id").where("round_id", "=", round.id);
      const health = { colour: "red" as const, reason: "The supplier is late." };
      const answers = round.cadence === monthly ? { health, ask } : { ask };
      await submitCheckIn(services, lead, (await prompts.executeTakeFirstOrThrow()).id, { answers });
      const checkIns = db.selectFrom("check_in").select("id").where("round_id", "=", round.id);
      const { id: checkInId } = await checkIns.executeTakeFirstOrThrow();
      const texts = [ask, health.reason].map((text) => ({ checkInId, hash: hashOf(text) }));
      await inTransaction(db, (tx) => noteShownGoingUp(tx, lead, texts, at));
    };
    const home = homeTab({ services });
    const homeOf = async (reader: RecordedPerson) => {
      const visitor = await home.visitorOf(await personById(db, workspaceId, reader.id));
      const shown: unknown[] = [];
      for (const section of home.sections) shown.push(await section(visitor));
      return JSON.stringify(shown);
    };
    const counted = async (reader: RecordedPerson) => {
      const person = await personById(db, workspaceId, reader.id);
      const shown = await homeOf(reader);
      const [, onHome] = /Open requests by age \((\d+)\)/.exec(shown) ?? [];
      const { at } = services.clock;
      const document = await previewDigest(db, { workspaceId, personId: reader.id, rhythm: "monthly" }, at);
      expect(JSON.stringify([shown, document])).not.toContain("replace Ben");
      const slack = { channel: () => Promise.reject(new Error("none")), permalink: async () => null };
      const send = { db, slack, now: at, events, workspaceId, reader: readerOf(person) };
      const flash = await flashKind.message(send, { programId: program.id, personId: reader.id }).catch(() => null);
      return {
        home: Number(onHome ?? 0),
        digest: document?.openAsks?.length ?? null,
        flash:
          flash && ["Which vendor?", "tests on Sunday?"].filter((ask) => JSON.stringify(flash).includes(ask)).length,
      };
    };

    const first = await record.round(monthly, "2026-09-30", [tom]);
    await say(first, "2026-09-30T10:00:00.000Z", "Which vendor?");
    await say(await record.round(weekly, "2026-10-01", [tom]), "2026-10-01T15:00:00.000Z", "Who tests on Sunday?");
    // Read by the lead alone, though by a rule it is with the first sponsor.
    await say(await record.round(own, "2026-10-02", [tom]), "2026-10-02T15:00:00.000Z", "Shall I replace Ben?");
    services.clock.at = "2026-10-05T09:00:00.000Z";
    const inRecord = async (reader: RecordedPerson) => {
      const person = await personById(db, workspaceId, reader.id);
      const all = { isMine: false, programId: null, type: null, state: "open" as const };
      const listed = [...(await listRecord(services, person, all)), ...(await findInRecord(services, person, "ASK"))];
      return [...new Set(listed.map(({ item }) => item.title))].sort();
    };
    expect(await inRecord(tom)).toEqual(["Shall I replace Ben?", "Which vendor?", "Who tests on Sunday?"]);
    expect(await inRecord(max)).toEqual(["Which vendor?", "Who tests on Sunday?"]);
    expect(await counted(max)).toEqual({ home: 2, digest: 2, flash: 2 });
    expect(await counted(sofia)).toEqual({ home: 1, digest: 1, flash: 1 });

    await holdPart(services, lead, { programId: program.id, rhythm: "monthly" });
    expect(await counted(sofia)).toEqual({ home: 0, digest: null, flash: null });
    // By a rule it is with the first sponsor, and told with its answer, not before (P24).
    expect(await counted(max)).toEqual({ home: 0, digest: null, flash: null });
    expect(await homeOf(max)).not.toMatch(/Which vendor|on Sunday|No decision/);
    expect(await inRecord(max)).toEqual([]);
    expect(await inRecord(tom)).toHaveLength(3);
    await releasePart(services, lead, { programId: program.id, rhythm: "monthly" });

    await setApproval(services, lead, { programId: program.id, approver: "lead" });
    await say(
      await record.round(monthly, "2026-10-30", [tom]),
      "2026-10-30T10:00:00.000Z",
      "Shall we hire two people?",
    );
    expect(await counted(sofia)).toMatchObject({ home: 1 });
    expect(await counted(max)).toMatchObject({ home: 2 });
    expect(await homeOf(max)).not.toContain("hire two people");
    expect(await inRecord(max)).toEqual(["Which vendor?", "Who tests on Sunday?"]);
    // Nobody has approved the words as they are now.
    await say(first, "2026-10-30T11:00:00.000Z", "Which of the two vendors?");
    expect(await counted(sofia)).toMatchObject({ home: 0 });
    // Taken up, they are nobody's by a rule alone.
    const sponsor = await personById(db, workspaceId, max.id);
    const asks = await db.selectFrom("item").select("id").where("disclosure", "!=", "lead").execute();
    for (const { id } of asks) await acknowledgeAsk(services, sponsor, id);
    expect(await counted(sofia)).toMatchObject({ home: 0, digest: 2 });
    await db.destroy();
  },
);
