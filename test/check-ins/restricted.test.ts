/** What is written for whoever leads alone lives in views: neither receipt nor form is a message with its words. */
import { messageAsText, viewAsText } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { doneBlockOf } from "../../src/check-ins/form/fields.ts";
import { readAnswers } from "../../src/check-ins/use-cases.ts";
import { findPrompt } from "../../src/demo/answering.ts";
import { readSource } from "../../src/digests/sources/use-cases.ts";
import { accessesOf } from "../../src/people/accesses/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { itemToPassUp } from "../../src/register/escalation/use-cases-acts.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { explainColour } from "../../src/why/use-cases.ts";
import { databases } from "../support/databases.ts";
import { aRun, lastMessage, openForm, personIn, type Run } from "../support/run.ts";
import { typeInto } from "../support/typing.ts";

const CONFIDE = {
  key: "confide",
  program: "atlas",
  questions: [
    { key: "moved", type: "long-text", label: "What moved?", feeds: "progress" },
    { key: "next", type: "long-text", label: "What comes?", feeds: "next" },
  ],
  rule: { every: "day", on: ["mo", "tu"], at: "09:00", zone: "participant" },
  audience: ["team"],
  readers: ["lead"],
  disclosure: "lead",
};
const SAID = { moved: "The supplier lies to us.", next: "Ask for the contract" };

async function answered(run: Run): Promise<string> {
  await openForm(run, "tom", "confide");
  typeInto(run.as("tom"), SAID);
  await run.as("tom").submit();
  await run.settle();
  return messageAsText(lastMessage(run, "tom")).replaceAll("\u00a0", " ");
}

async function reading(run: Run, handle: string): Promise<string> {
  const actor = run.as(handle);
  await actor.press(lastMessage(run, "tom"), { label: "See your answers…" });
  return viewAsText(await actor.waitForView());
}

describe.each(databases)("on %s", (database) => {
  it("stores what is for the lead alone with a receipt that opens it for its author, and repeats no word (V9)", async () => {
    const run = await aRun({ cadences: [CONFIDE], database });
    await run.to("2026-11-02T12:00Z");
    expect(await answered(run)).toBe(
      [
        "Daily check-in · Atlas",
        "✓ Checked in Mon 2 Nov, 12:00",
        "What only your lead can read never appears in a message.",
        "[Edit] [See your answers…] ⋯Why did I get this?",
      ].join("\n"),
    );
    expect(await reading(run, "tom")).toContain(SAID.moved);
  });

  it("shows its author in their data who has opened it, and nobody that they did so themselves (V9-read) (own-data)", async () => {
    const run = await aRun({ cadences: [CONFIDE], database });
    await run.to("2026-11-02T12:00Z");
    await answered(run);
    const [tom, lea] = [await personIn(run, "tom"), await personIn(run, "lea")];
    const { id: roundId } = await run.db.selectFrom("round").select("id").executeTakeFirstOrThrow();
    const read = async () =>
      (await accessesOf(run.db, tom.workspace_id, tom.id)).map(({ actor_id, act, what }) => [actor_id, act, what]);
    await readAnswers(run.app.services, tom, roundId);
    expect(await read()).toEqual([]);
    expect(JSON.stringify(await readAnswers(run.app.services, lea, roundId))).toContain(SAID.moved);
    const { id: checkInId } = await run.db.selectFrom("check_in").select("id").executeTakeFirstOrThrow();
    const noted = [lea.id, "read", `check_in/${checkInId}`];
    expect(await read()).toEqual([noted]);
    // Once on a day of theirs, however often and by however many presses at once.
    await Promise.all([1, 2, 3].map(() => readAnswers(run.app.services, lea, roundId)));
    await run.to("2026-11-02T22:30Z");
    expect(await read()).toEqual([noted]);
    await run.to("2026-11-02T23:30Z");
    await readAnswers(run.app.services, lea, roundId);
    expect(await read()).toEqual([noted, noted]);
  });
});

describe("whoever leads and is shown what is for them alone, which its author sees", () => {
  const HEALTH = {
    ...CONFIDE,
    questions: [{ key: "health", type: "health", label: "How does it go?", feeds: "health" }, ...CONFIDE.questions],
  };
  const RED = { colour: "red", reason: "The supplier lies to us." };

  /** Tom has answered on Monday; `read`: who has read it since, and what of it. */
  async function aMonday() {
    const run = await aRun({ cadences: [HEALTH] });
    await run.to("2026-11-02T12:00Z");
    await openForm(run, "tom", "confide");
    typeInto(run.as("tom"), SAID);
    run.as("tom").fill("answer:health", RED.colour);
    run.as("tom").fill("answer:health:reason", RED.reason);
    await run.as("tom").submit();
    await run.settle();
    const [tom, lea] = [await personIn(run, "tom"), await personIn(run, "lea")];
    const { id: checkInId, program_id: programId } = await run.db
      .selectFrom("check_in")
      .selectAll()
      .executeTakeFirstOrThrow();
    const read = async () =>
      (await accessesOf(run.db, tom.workspace_id, tom.id)).map(({ actor_id, act, what }) => [actor_id, act, what]);
    return { run, tom, lea, checkInId, programId, read };
  }

  it("in the sources of their digest (V8-sources)", async () => {
    const { run, tom, lea, checkInId, read } = await aMonday();
    await run.to("2026-11-09T12:00Z");
    const { edition_id: editionId } = await run.db
      .selectFrom("digest_source")
      .innerJoin("digest_edition", "digest_edition.id", "digest_source.edition_id")
      .innerJoin("digest", "digest.id", "digest_edition.digest_id")
      .select("edition_id")
      .where("source_id", "=", checkInId)
      .where("reader_id", "=", lea.id)
      .executeTakeFirstOrThrow();
    expect(await read()).toEqual([]);
    expect(JSON.stringify(await readSource(run.app.services, { viewer: lea, editionId, checkInId }))).toContain(
      SAID.moved,
    );
    expect(await read()).toEqual([[lea.id, "read", `check_in/${checkInId}`]]);
    expect(tom.id).not.toBe(lea.id);
  });

  it("in why a status stands (V8-why)", async () => {
    const { run, lea, checkInId, programId, read } = await aMonday();
    const explained = await explainColour(run.app.services, lea, programId);
    expect(JSON.stringify(explained.status)).toContain(RED.reason);
    expect(await read()).toEqual([[lea.id, "read", `check_in/${checkInId}`]]);
  });

  it("in the form that passes it up (V8-pass-up)", async () => {
    const { run, tom, lea, programId, read } = await aMonday();
    const { services } = run.app;
    const item = await inTransaction(run.db, (tx) =>
      raiseItem(services, tx, tom, programId, {
        ...{ type: "issue" as const, details: { blocksWork: true }, title: "The supplier lies", sourceKey: "test" },
        ...{ state: "open" as const, disclosure: "lead" as const, ownerId: lea.id },
      }),
    );
    await itemToPassUp(services, lea, item.id);
    expect(await read()).toEqual([[lea.id, "read", `item/${item.id}`]]);
  });
});

it("keeps no step of a plan for the lead alone beside its form, and counts what is ticked of it (V9)", async () => {
  const run = await aRun({ cadences: [CONFIDE] });
  await run.to("2026-11-02T12:00Z");
  await answered(run);
  await run.to("2026-11-03T12:00Z");
  const view = await openForm(run, "tom", "confide");
  expect(viewAsText(view)).toContain("What you planned – tick what’s done");
  expect(view.private_metadata).not.toContain("contract");
  run.as("tom").fill(doneBlockOf("moved"), ["0"]);
  await run.as("tom").submit();
  await run.settle();
  expect(await reading(run, "tom")).toContain(SAID.next);
});

it("sends no form for the lead alone as a message where Slack opens none, and asks to press again (V9)", async () => {
  const run = await aRun({ cadences: [CONFIDE] });
  await run.to("2026-11-02T12:00Z");
  await answered(run);
  await run.to("2026-11-03T12:00Z");
  run.sandbox.misbehave({ do: "answer-429", retryAfterSeconds: 30, on: { method: "views.open", times: 1000 } });
  const tom = run.as("tom");
  const before = tom.dm().length;
  const prompt = findPrompt(tom, run.known("tom", "confide"));
  if (!prompt) throw new Error("Tom was not asked");
  await tom.press(prompt, { label: "Check in" });
  await run.settle();
  expect(tom.dm()).toHaveLength(before);
  expect(tom.ephemerals().map(messageAsText)).toEqual([
    "Slack can’t open more forms right now. Try again in a minute; nothing is lost.",
  ]);
});
