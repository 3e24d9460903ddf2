/** An ask is told as needed by the date that its author gave last, in a check-in or in its correction. */
import { expect, it } from "vitest";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { visitorOf } from "../../src/programs/visitor.ts";
import { asksAtHand } from "../../src/register/asks/at-hand/use-cases.ts";
import { completeAsk, deferAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, questionsFeeding } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

it.each(
  databases.flatMap((database) => [
    { database, words: "Shall we stop Z?" },
    { database, words: "Shall we stop Z at the end of the year?" },
  ]),
)(
  "tells an ask by the corrected date, and before it what it had told, in “$words” on $database (B10)",
  async ({ database, words }) => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
    const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
    const [tom, sofia] = [await record.person("tom"), await record.person("sofia")];
    const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia] } });
    const questions = [
      { key: "ask", type: "long-text" as const, label: "What do you need?", feeds: "ask" as const },
      { key: "needed-by", type: "date" as const, label: "By when?", feeds: "ask" as const },
    ];
    const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors"] });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const round = await record.round(monthly, "2026-10-30", [tom]);
    const prompt = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .executeTakeFirstOrThrow();
    const lead = await personById(db, record.workspaceId, tom.id);
    const say = async (at: string, ask: string, neededBy: string) => {
      services.clock.at = at;
      await submitCheckIn(services, lead, prompt.id, { answers: { ask, "needed-by": neededBy } });
    };
    const told = async (at: string) => {
      services.clock.at = at;
      const reader = { workspaceId: record.workspaceId, personId: sofia.id, rhythm: "monthly" as const };
      const document = await previewDigest(db, reader, at);
      await compileDueDigests(services);
      return document ? digestText(document).replaceAll("\u00a0", " ") : "";
    };
    const home = async () => {
      const visitor = await visitorOf(services, await personById(db, record.workspaceId, sofia.id));
      return (await asksAtHand(services, db, visitor, [program.id], () => true)).toDecide.map(
        ({ neededBy }) => neededBy,
      );
    };

    await say("2026-10-30T10:00:00.000Z", "Shall we stop Z?", "2026-11-12");
    await say("2026-11-02T10:00:00.000Z", words, "2026-11-19");
    expect(await told("2026-11-04T09:00:00.000Z")).toContain("by Thu 19 Nov");
    await say("2026-11-05T10:00:00.000Z", words, "2026-12-22");
    await record.round(monthly, "2026-11-30", [tom]);
    const december = await told("2026-12-03T09:00:00.000Z");
    expect(december).toContain("new date: Tue 22 Dec (was Thu 19 Nov)");
    expect(december).not.toContain("overdue");
    expect(await home()).toEqual(["2026-12-22"]);
    await db.destroy();
  },
);

it.each(databases)(
  "tells beside the date of an ask that is back the one that it had as it was put off, before any digest told it, on %s (B10)",
  async (database) => {
    const db = await aDatabase(database);
    const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
    const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
    const [tom, sofia] = [await record.person("tom"), await record.person("sofia")];
    const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom], sponsor: [sofia] } });
    const monthly = await record.cadence(program, { rule: MONTHLY, questions: questionsFeeding("progress") });
    for (const key of ["2026-09-30", "2026-10-30", "2026-11-30"]) await record.round(monthly, key, [tom]);
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
    const [lead, decider] = [
      await personById(db, record.workspaceId, tom.id),
      await personById(db, record.workspaceId, sofia.id),
    ];
    const options = ["Yes", "Do nothing"].map((label) => ({ label, doesNothing: label !== "Yes" }));
    const form = {
      title: "Shall we stop Z?",
      kind: "decision" as const,
      decider,
      options,
      recommended: 0,
      why: "",
      evidence: "",
    };
    services.clock.at = "2026-10-06T08:00:00.000Z";
    const details = { kind: "decision" as const, options, recommended: 0, costOfWaiting: "A week" };
    const ask = { type: "ask" as const, details, title: form.title, ownerId: sofia.id, sourceKey: "test:1" };
    const { id } = await inTransaction(db, (tx) =>
      raiseItem(services, tx, lead, program.id, { ...ask, dueOn: "2026-11-20" }),
    );
    const told = async (at: string) => {
      services.clock.at = at;
      await compileDueDigests(services);
      const last = await latestDigest(db, { workspaceId: record.workspaceId, personId: sofia.id });
      return last ? digestText(last.document).replaceAll("\u00a0", " ") : "";
    };
    services.clock.at = "2026-10-06T10:00:00.000Z";
    await deferAsk(services, decider, id, "2026-11-10");
    expect(await told("2026-11-04T09:00:00.000Z")).not.toContain(form.title);
    await completeAsk(services, lead, id, { ...form, neededBy: "2026-11-27", costOfWaiting: "A week" });
    await completeAsk(services, lead, id, { ...form, neededBy: "2026-11-30", costOfWaiting: "A week" });
    expect(await told("2026-12-03T09:00:00.000Z")).toContain(
      "was due Mon 30 Nov, overdue · new date instead of Fri 20 Nov · asked 58 days ago · postponed to Tue 10 Nov, due again",
    );
    await db.destroy();
  },
);
