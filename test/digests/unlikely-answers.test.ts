/** Answers that contradict each other, come out of turn, or outlive the role and the year in which they were given. */

import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { templateById } from "../../src/cadences/templates.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, type RecordedPerson, type RecordedRound } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { aProgram, fed, theDocument } from "./facts.ts";

const BEGINS: Instant = "2026-08-01T08:00:00.000Z";
const NOVEMBER: Instant = "2026-11-04T09:00:00.000Z";
const MONTHLY_CHECK_IN = templateById("monthly-executive");

async function anAtlas(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: BEGINS });
  const { workspaceId } = record;
  const services = servicesAt(db, BEGINS);
  const [tom, nina, sofia] = [await record.person("tom"), await record.person("nina"), await record.person("sofia")];
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [nina], sponsor: [sofia] } });
  const { questions, readers } = MONTHLY_CHECK_IN;
  const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers });
  const say = async ({ id }: RecordedRound, who: RecordedPerson, at: Instant, answers: Answers) => {
    services.clock.at = at;
    const prompt = db.selectFrom("prompt").select("id").where("round_id", "=", id).where("person_id", "=", who.id);
    const person = await personById(db, workspaceId, who.id);
    const { id: promptId } = await prompt.executeTakeFirstOrThrow();
    expect(await submitCheckIn(services, person, promptId, { answers })).toEqual({ stored: true });
  };
  const digestOf = async (who: RecordedPerson, rhythm: "monthly" | "quarterly" | "annual", at: Instant) => {
    services.clock.at = at;
    await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
    const document = await previewDigest(db, { workspaceId, personId: who.id, rhythm }, at);
    return document ? digestText(document).replaceAll("\u00a0", " ") : "";
  };
  return { db, record, program, monthly, tom, nina, sofia, say, digestOf };
}

const GREEN: Answers = { "bottom-line": "Atlas is on plan.", health: { colour: "green" }, progress: "All is merged." };
const RED: Answers = {
  "bottom-line": "Atlas stands still.",
  health: { colour: "red", reason: "The vendor is bankrupt." },
  progress: "Nothing moved.",
};

describe.each(databases)("the digest of unlikely answers, on %s", (database) => {
  it("tells the worse of two leads who contradict each other in the same hour, with its reason", async () => {
    const { db, record, program, monthly, tom, nina, sofia, say, digestOf } = await anAtlas(database);
    await record.seat(program, tom, "lead");
    const round = await record.round(monthly, "2026-10-30", [tom, nina]);
    await say(round, tom, "2026-10-30T10:00:00.000Z", RED);
    await say(round, nina, "2026-10-30T10:20:00.000Z", GREEN);
    const text = await digestOf(sofia, "monthly", NOVEMBER);
    expect(text).toContain("🔴 Atlas · off track (first status)\n    The vendor is bankrupt.\n    — tom");
    expect(text).not.toMatch(/on track|nothing from you|Nothing is needed|better|worse/);
    await db.destroy();
  });
});

describe("an answer that is left empty in other words", () => {
  const textOf = (...answers: ReturnType<typeof fed>[]) =>
    digestText(theDocument([aProgram("P", answers)])).replaceAll("\u00a0", " ");

  it.each(["…", "-", "N/A", "RAS", "Rien."])("is not quoted, and no silence: %j (B12)", (empty) => {
    const text = textOf(fed("progress", empty), fed("next", empty), fed("value", empty), fed("bottom-line", empty));
    expect(text).toBe(textOf(fed("risk", "none")));
    expect(text).toContain("answered on Fri 30 Oct");
    expect(text).toContain("1 answered");
  });
});
