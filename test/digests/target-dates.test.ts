/** A target date is told as what was said of it, and as no more: in the digest, under *Why*, and in what speaks against a colour. */

import { describe, expect, it } from "vitest";
import { evaluateDuePrograms } from "../../src/alerts/evaluate.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, previewDigest, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { challengedBy, programNow } from "../../src/health/program-facts.ts";
import { findingsOf } from "../../src/health/rules-checks.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { whyView } from "../../src/why/view.ts";
import { aDatabase, type DatabaseName, databases } from "../support/databases.ts";
import { aRecord, MONTHLY, type RecordedPerson, type RecordedRound } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";

type Colour = "green" | "amber" | "red";

async function aProgram(database: DatabaseName) {
  const db = await aDatabase(database);
  const record = await aRecord(db, { seatedAt: "2026-08-01T08:00:00.000Z" });
  const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
  const [tom, nina, sofia] = [await record.person("tom"), await record.person("nina"), await record.person("sofia")];
  const program = await record.program("atlas", { title: "Atlas", seats: { lead: [tom, nina], sponsor: [sofia] } });
  const questions = [
    { key: "health", type: "health" as const, label: "Status", feeds: "health" as const },
    { key: "milestone", type: "date" as const, label: "Target date", feeds: "milestone" as const },
  ];
  const monthly = await record.cadence(program, { rule: MONTHLY, questions, readers: ["sponsors"] });
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, record.workspaceId));
  const sponsor = await personById(db, record.workspaceId, sofia.id);
  const rounds = new Map<string, RecordedRound>();
  const say = async (
    key: string,
    who: RecordedPerson,
    at: string,
    milestone: string | null,
    colour: Colour = "green",
  ) => {
    const round = rounds.get(key) ?? (await record.round(monthly, key, [tom, nina]));
    rounds.set(key, round);
    services.clock.at = at;
    const prompt = await db
      .selectFrom("prompt")
      .select("id")
      .where("round_id", "=", round.id)
      .where("person_id", "=", who.id)
      .executeTakeFirstOrThrow();
    const health = colour === "green" ? { colour } : { colour, reason: "Because" };
    const person = await personById(db, record.workspaceId, who.id);
    await submitCheckIn(services, person, prompt.id, {
      answers: milestone === null ? { health } : { health, milestone },
    });
  };
  /** Asked once the day of the date has come, whoever gave it answers whether it was reached. */
  const sayWhether = async (isReached: boolean, at: string) => {
    services.clock.at = at;
    await evaluateDuePrograms(services);
    const prompt = await db
      .selectFrom("prompt")
      .innerJoin("round", "round.id", "prompt.round_id")
      .select("prompt.id")
      .where("round.occasion", "is not", null)
      .where("prompt.state", "!=", "answered")
      .executeTakeFirstOrThrow();
    const person = await personById(db, record.workspaceId, tom.id);
    await submitCheckIn(services, person, prompt.id, { answers: { reached: isReached } });
  };
  /** What stands of the target date everywhere at that instant. */
  const told = async (at: string) => {
    services.clock.at = at;
    const reader = { workspaceId: record.workspaceId, personId: sofia.id, rhythm: "monthly" as const };
    const document = await previewDigest(db, reader, at);
    await compileDueDigests(services);
    const text = document ? digestText(document).replaceAll("\u00a0", " ") : "";
    const facts = await programNow(db, { workspace_id: record.workspaceId, program_id: program.id }, at);
    const challenged = await challengedBy(db, facts);
    return {
      digest: text.split("\n").filter((line) => /date/i.test(line) && !line.includes("Drumbeat")),
      why: JSON.stringify(whyView(sponsor, await explainColour(services, sponsor, program.id, null)))
        .replaceAll("\u00a0", " ")
        .match(/Target date: [^"]*/g),
      findings:
        challenged === null ? [] : findingsOf(challenged).filter(({ check }) => check === "W2" || check === "W6"),
    };
  };
  return { db, tom, nina, say, sayWhether, told };
}

describe.each(databases)("a target date, on %s", (database) => {
  it("is told as reached, and as not reached, once whoever gave it has said so (B6)", async () => {
    const { db, tom, say, sayWhether, told } = await aProgram(database);
    await say("2026-09-30", tom, "2026-09-30T10:00:00.000Z", "2026-11-16");
    await told("2026-10-05T09:00:00.000Z");
    await say("2026-10-30", tom, "2026-10-30T10:00:00.000Z", null);
    await told("2026-11-04T09:00:00.000Z");
    await sayWhether(true, "2026-11-19T10:00:00.000Z");
    await say("2026-11-30", tom, "2026-11-30T10:00:00.000Z", null);
    expect(await told("2026-12-03T09:00:00.000Z")).toEqual({
      digest: ["  Atlas · Target date · Mon 16 Nov: reached"],
      why: ["Target date: Monday 16 November, not moved so far · reached"],
      findings: [],
    });
    await say("2026-12-31", tom, "2026-12-31T10:00:00.000Z", "2027-01-20");
    expect(await told("2027-01-06T09:00:00.000Z")).toEqual({
      digest: ["  Atlas · Target date · now Wed 20 Jan (Mon 16 Nov was reached)"],
      why: ["Target date: now Wednesday 20 January (Monday 16 November was reached)"],
      findings: [],
    });
    await sayWhether(false, "2027-01-25T10:00:00.000Z");
    await say("2027-01-29", tom, "2027-01-29T10:00:00.000Z", null);
    expect(await told("2027-02-03T09:00:00.000Z")).toMatchObject({
      digest: ["  Atlas · Target date · Mon 16 Nov, then Wed 20 Jan: not reached, no other date given"],
      why: ["Target date: Monday 16 November, then Wednesday 20 January · not reached"],
      findings: [{ check: "W2", on: "2027-01-20" }],
    });
    await db.destroy();
  });

  it("that moves while it lies ahead has moved, under a colour that stays (P25)", async () => {
    const { db, tom, say, told } = await aProgram(database);
    await say("2026-10-30", tom, "2026-10-30T10:00:00.000Z", "2026-12-10");
    await told("2026-11-04T09:00:00.000Z");
    await say("2026-11-30", tom, "2026-11-30T10:00:00.000Z", "2026-12-15");
    expect(await told("2026-12-03T09:00:00.000Z")).toMatchObject({
      digest: [
        "“Atlas” moved a date from Thursday 10 December to Tuesday 15 December.",
        expect.stringContaining("(1 move)"),
      ],
      why: ["Target date: Thursday 10 December → Tuesday 15 December (1 move)"],
      findings: [{ check: "W6", days: 5 }],
    });
    await db.destroy();
  });
});
