/** What was answered to questions about moods and people goes for good, wherever it stands. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Question, questionsSchema } from "../../src/cadences/questions/questions.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, digestById, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import type { Services } from "../../src/platform/services.ts";
import { withoutWords } from "../../src/platform/texts/taken-out.ts";
import { addMs, DAY } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { retiredStep } from "../../src/privacy/retention/retired.ts";
import { aDatabase, databases } from "../support/databases.ts";
import { aRecord, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { tablesWith } from "../support/stored.ts";

const OPINION =
  "SENTINEL never calls back & nobody knows why. The CFO hears SENTINEL complain about <everything> on Mondays.";

it("takes words out whole, shortened and escaped, and leaves all others (V5)", () => {
  const words = ["She never answers anybody’s mail at all. Good."];
  expect(withoutWords("Done. She never answers anybody’s mail at all. Next: tests.", words)).toBe(
    "Done. […] Next: tests.",
  );
  expect(withoutWords("“She never answers anybody’s m…” and more", words)).toBe("“[…]” and more");
  expect(withoutWords("Good progress. She never answered.", words)).toBe("Good progress. She never answered.");
  expect(withoutWords("Good.", words)).toBe("[…]");
  expect(withoutWords("R&amp;D <is as it was>", ["R&D"])).toBe("R&amp;D <is as it was>");
});

describe.each(databases)("answers to questions that are asked no more, on %s", (name) => {
  let services: Services & { clock: { at: string } };
  beforeEach(async () => {
    services = servicesAt(await aDatabase(name), "2026-12-01T08:00:00.000Z");
  });
  afterEach(() => services.db.destroy());

  it("stand in no table once they were announced for 30 days; digests that told them say so (V1) (V5)", async () => {
    const { db } = services;
    const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
    const { workspaceId } = record;
    const lead = await record.person("lead");
    const sponsor = await record.person("sponsor");
    const program = await record.program("atlas", { title: "Atlas", seats: { lead: [lead], sponsor: [sponsor] } });
    // As a lead had it told, before it was known for what it is.
    const questions: Question[] = questionsSchema.parse([
      ...questionsFeeding("progress", "health"),
      { key: "mood", type: "scale", label: "How are you doing?", feeds: "mood" },
      { key: "sponsorship", type: "long-text", label: "What about others?", feeds: "progress" },
    ]);
    const cadence = await record.cadence(program, { rule: WEEKLY, questions, readers: ["lead", "sponsors"] });
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    const round = await record.round(cadence, "2026-12-03", [lead]);
    const answers = {
      progress: "The parser is done",
      health: { colour: "amber" as const, reason: "Late", dimensions: { time: "amber" as const } },
      sponsorship: OPINION,
    };
    await record.answer(round, lead, "2026-12-03T15:00:00.000Z", { ...answers, sponsorship: "SENTINEL before" });
    const { checkInId } = await record.answer(round, lead, "2026-12-03T16:00:00.000Z", answers);
    await db
      .updateTable("check_in_revision")
      .set({
        answers: JSON.stringify({
          ...answers,
          mood: 2,
          health: { ...answers.health, dimensions: { time: "amber", sponsorship: "red" } },
        }),
      })
      .where("revision", "=", 2)
      .execute();
    services.clock.at = "2026-12-07T20:00:00.000Z";
    await compileDueDigests(services);
    await db
      .insertInto("item")
      .values({
        workspace_id: workspaceId,
        id: "item-1",
        program_id: program.id,
        type: "risk",
        number: 1,
        title: OPINION.slice(0, 40).concat("…"),
        description: OPINION,
        state: "draft",
        owner_id: null,
        raised_by: lead.id,
        raised_at: "2026-12-03T16:00:00.000Z",
        due_moves: 0,
        details: "{}",
        disclosure: "program",
        source_key: `check-in:${round.id}:${lead.id}:sponsorship`,
        check_in_id: checkInId,
        revision: 1,
        updated_at: "2026-12-03T16:00:00.000Z",
      })
      .execute();
    await db
      .insertInto("item_event")
      .values({
        workspace_id: workspaceId,
        item_id: "item-1",
        revision: 1,
        at: "2026-12-03T16:00:00.000Z",
        actor_id: lead.id,
        event: "raised",
        before: null,
        after: JSON.stringify({ description: OPINION }),
        note: null,
        check_in_id: checkInId,
      })
      .execute();
    const asRetired = questions.map((one) =>
      one.key === "sponsorship" ? { ...one, label: "Sponsor assessment" } : one,
    );
    await db
      .updateTable("question_set")
      .set({ questions: JSON.stringify(asRetired) })
      .execute();
    const marked = { workspace_id: workspaceId, name: "retired-answers", at_table: "", done_to: "", rows_taken: 0 };
    await db.insertInto("deletion").values(marked).execute();
    const before = await tablesWith(db, "SENTINEL");
    expect(before).toEqual(
      expect.arrayContaining(["check_in_revision", "digest_division", "digest_edition", "item", "item_event"]),
    );

    const step = retiredStep(services, workspaceId);
    await step.run();
    expect(await tablesWith(db, "SENTINEL")).toEqual(before);
    const announced = await db.selectFrom("deletion").select(["foreseen", "due_at"]).executeTakeFirstOrThrow();
    expect(announced).toEqual({ foreseen: 1, due_at: "2027-01-06T20:00:00.000Z" });
    for (let day = 0; day < 30; day += 1) {
      services.clock.at = addMs(services.clock.at, DAY);
      await step.run();
    }
    expect(await tablesWith(db, "SENTINEL")).toEqual([]);
    const kept = await db
      .selectFrom("check_in_revision")
      .select("answers")
      .where("revision", "=", 2)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(kept.answers)).toEqual({
      progress: "The parser is done",
      health: { colour: "amber", reason: "Late", dimensions: { time: "amber" } },
    });
    for (const { id } of await db.selectFrom("digest_edition").select("id").execute()) {
      const edition = await digestById(db, workspaceId, id);
      if (!edition) throw new Error("No edition");
      const text = digestText(edition.document);
      expect(text).toContain("The parser is done");
      if (text.includes("[…]")) expect(text).toMatch(/text that’s no longer kept was removed on/);
    }
    const rewritten = await db
      .selectFrom("digest_edition")
      .select("id")
      .where("document", "like", "%rewrittenAt%")
      .execute();
    expect(rewritten.length).toBeGreaterThan(0);
  });
});
