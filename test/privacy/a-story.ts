/** A small team whose day is answered, told in a digest and looked at by those whose data it is. */
import { expect } from "vitest";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { beginErasure } from "../../src/privacy/erasure/use-cases.ts";
import { aRun, personIn, type Run, type RunOptions } from "../support/run.ts";

const WORKDAYS = ["mo", "tu", "we", "th", "fr"];
const QUESTIONS = [
  { key: "moved", type: "long-text", label: "What moved?", feeds: "progress" },
  { key: "blocked", type: "long-text", label: "What is in the way?", feeds: "blocker" },
  { key: "with", type: "people", label: "With whom?" },
];
const DAILY = {
  key: "daily",
  program: "atlas",
  questions: QUESTIONS,
  rule: { every: "day", on: WORKDAYS, at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead", "sponsors"],
};
/** Read by the lead alone. */
const CONFIDENTIAL = { ...DAILY, key: "confidential", disclosure: "lead", readers: ["lead"] };

/** Friday, at noon in London; the digest of the month goes on Wednesday. */
export async function aTeamsDay(options: RunOptions = {}): Promise<Run> {
  const run = await aRun({ cadences: [DAILY, CONFIDENTIAL], start: "2026-10-29T00:00:00.000Z", ...options });
  await run.to("2026-10-30T12:00Z");
  return run;
}

/** Answers the newest check-in of this cadence that was put to a person. */
export async function answer(run: Run, handle: string, answers: Answers, cadence = "daily"): Promise<void> {
  const person = await personIn(run, handle);
  const { id } = await run.db
    .selectFrom("prompt")
    .innerJoin("round", "round.id", "prompt.round_id")
    .innerJoin("cadence", "cadence.id", "round.cadence_id")
    .select("prompt.id")
    .where("prompt.person_id", "=", person.id)
    .where("prompt.state", "!=", "planned")
    .where("cadence.key", "=", cadence)
    .orderBy("prompt.opens_at", "desc")
    .executeTakeFirstOrThrow();
  expect(await submitCheckIn(run.app.services, person, id, { answers })).toEqual({ stored: true });
  await run.settle();
}

/** Names somebody as an admin. */
export async function nameAdmin(run: Run, handle: string): Promise<void> {
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", handle).execute();
}

/** By Nina, an admin. Returns whose data it is about. */
export async function eraseByAdmin(run: Run, handle: string): Promise<string> {
  const { services, workspace } = run.app;
  const [about, nina] = [await personIn(run, handle), await personIn(run, "nina")];
  const asked = { workspaceId: workspace.id, personId: about.id, askedBy: nina.id, reason: "By letter" };
  await inTransaction(run.db, (tx) => beginErasure(tx, services, asked));
  await run.settle();
  return about.id;
}
