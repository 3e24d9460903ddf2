/** Somebody is erased while they are asked, or is two accounts. */
import { describe, expect, it } from "vitest";
import { receiptIn } from "../../src/privacy/erasure/blocks.ts";
import { unreachedBy } from "../../src/privacy/erasure/ledger.ts";
import { erasuresOf } from "../../src/privacy/erasure/use-cases.ts";
import { databases } from "../support/databases.ts";
import {
  aRun,
  LEA,
  leaveSlack,
  NINA,
  openForm,
  personIn,
  type Run,
  SAM,
  SOFIA,
  savedWith,
  TOM,
} from "../support/run.ts";
import { answer, eraseByAdmin, nameAdmin } from "./a-story.ts";

const DAILY = {
  key: "daily",
  program: "atlas",
  questions: [{ key: "moved", type: "long-text", label: "What moved?", feeds: "progress" }],
  rule: { every: "day", on: ["mo", "tu", "we", "th", "fr"], at: "09:00", zone: "Europe/London" },
  audience: ["team"],
  readers: ["lead", "sponsors"],
};
const STORY = {
  people: [LEA, TOM, NINA, SOFIA, SAM],
  programs: [{ key: "atlas", title: "Atlas", lead: "lea", sponsors: ["sofia"], team: ["tom", "nina"] }],
  cadences: [DAILY],
};

/** Of each round how many were asked and what came of it, and what each person's prompt came to. */
async function asked(run: Run, personId: string) {
  const rows = await run.db
    .selectFrom("prompt")
    .innerJoin("round", (join) => join.onRef("round.id", "=", "prompt.round_id"))
    .select(["round.key", "prompt.person_id", "prompt.state"])
    .where("round.key", "<=", "2026-11-03")
    .orderBy("round.key")
    .orderBy("prompt.person_id")
    .execute();
  return rows.map(({ key, person_id: of, state }) => ({ key, of: of === personId ? "tom" : "nina", state }));
}

async function aDayInBetween(run: Run): Promise<string> {
  await nameAdmin(run, "nina");
  await run.to("2026-11-02T10:00:00.000Z");
  await answer(run, "tom", { moved: "The first van." });
  await run.to("2026-11-03T10:00:00.000Z");
  return (await personIn(run, "tom")).id;
}

describe.each(databases)("on %s, somebody", (database) => {
  it("is erased while their form is open: it is refused, and all was asked as of anybody who leaves (ERASE22)", async () => {
    const [left, erased] = [await aRun({ ...STORY, database }), await aRun({ ...STORY, database })];
    const leaver = await aDayInBetween(left);
    await leaveSlack(left, "tom");
    await left.settle();

    const tomId = await aDayInBetween(erased);
    const { slack_user_id: slackId } = await personIn(erased, "tom");
    await openForm(erased, "tom", "daily");
    await eraseByAdmin(erased, "tom");
    erased.as("tom").fill("answer:moved", "Too late.");
    const result = await erased.as("tom").submit();
    expect(JSON.stringify(result)).not.toContain("closed");
    await erased.settle();
    for (const run of [left, erased]) await run.to("2026-11-05T10:00:00.000Z");
    expect(await asked(erased, tomId)).toEqual(await asked(left, leaver));
    const revisions = await erased.db.selectFrom("check_in_revision").select(["author_id", "answers"]).execute();
    expect(revisions).toEqual([{ author_id: tomId, answers: "{}" }]);
    // Active in Slack: met again, by name, without anything of before. The receipt has said so.
    const again = await erased.db.selectFrom("person").selectAll().where("slack_user_id", "=", slackId).execute();
    expect(again).toMatchObject([{ name: "Tom Baker", erased_at: null }]);
    expect(again[0]?.id).not.toBe(tomId);
    const receipts = [];
    for (const run of [left, erased]) {
      if (run === left) await eraseByAdmin(run, "tom");
      const [erasure] = await erasuresOf(run.db, run.app.workspace.id);
      if (!erasure) throw new Error("It has begun");
      const unreached = unreachedBy(run.app.services, erasure);
      receipts.push(receiptIn({ locale: "en-GB", zone: "UTC" }, erasure, unreached).notReached.join("\n"));
    }
    expect(receipts[0]).not.toContain("Their Slack account was active");
    expect(receipts[1]).toContain("Their Slack account was active: Drumbeat meets them again with their name");
    expect(receipts[1]).toContain("What they wrote in Slack themselves: no app can delete it");
    expect(receipts[1]).toContain(
      database === "SQLite"
        ? "in the database file and its log, until"
        : "in its write-ahead log, its archives and its replicas",
    );
    expect(receipts[1]).toContain(database === "SQLite" ? "it is erased again" : "the person is there again");
  });
});

it("with two accounts is named with both where it is asked for, as long as one is active too (ERASE23)", async () => {
  const run = await aRun({ ...STORY, people: [LEA, TOM, { ...SAM, name: "BAKER  Tom" }, NINA, SOFIA] });
  await nameAdmin(run, "nina");
  await run.db.updateTable("person").set({ is_named_admin: 1 }).where("handle", "=", "sofia").execute();
  const ask = async () => {
    const { slack_user_id: slackId } = await personIn(run, "tom");
    await run.as("sofia").command(`/drumbeat erase <@${slackId}|tom>`);
    await run.as("sofia").waitForView();
    run.as("sofia").fill("reason", "By letter");
    return savedWith(run, "sofia");
  };
  const told = await ask();
  expect(told).toContain("Asked. It waits for Nina Diaz");
  expect(told).toContain("@sam has the same name. If it is the same person, ask for that account too.");
  expect(told).toContain("Their Slack account is active. Have it deactivated in Slack before the second person agrees");
  await leaveSlack(run, "tom");
  await run.settle();
  expect(await ask()).not.toContain("Their Slack account is active");
});
