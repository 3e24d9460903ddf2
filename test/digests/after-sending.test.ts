/** Messages that stay true after they were sent, as Slack shows them: a digest, its asks, its correction. */

import type { SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { flashKind } from "../../src/alerts/messages.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { enqueue } from "../../src/delivery/use-cases.ts";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { setApproval } from "../../src/digests/approval/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { delegateAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { aCopyFor, told } from "../support/copies.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { modalOf, openComing, openHome } from "../support/home-tab.ts";
import {
  aRun,
  asItIsNow,
  atAnyHour,
  MONTHLY_TO_SPONSORS,
  openForm,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  savedWith,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const MONTHLY = { ...MONTHLY_TO_SPONSORS, key: "monthly", program: "atlas" };

const GREEN: Answers[string] = { colour: "green" };
const RED: Answers[string] = {
  colour: "red",
  reason: "The vendor has gone",
  dimensions: { time: "red" },
  pathToGreen: { action: "Second vendor", by: "2026-12-18" },
};

/** Tom leads Atlas for Sofia; Sam has no seat. In October he has answered. */
async function october(database: DatabaseName = "SQLite", health = GREEN): Promise<Run> {
  const run = await aRun({
    people: [TOM, SOFIA, RAVI, SAM],
    programs: [{ key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["ravi"] }],
    cadences: [MONTHLY],
    start: "2026-10-30T00:00:00.000Z",
    database,
  });
  await atAnyHour(run, "tom", "sofia", "ravi");
  await run.to("2026-10-30T10:00Z");
  await openForm(run, "tom", "monthly");
  const { questions } = run.known("tom", "monthly").cadence;
  await fillAndSubmit(run.as("tom"), questions, { progress: "The pilot runs", health });
  await run.settle();
  return run;
}

/** Asks of Tom's with these titles, for Sofia; returns their ids. */
async function ask(run: Run, ...titles: string[]): Promise<string[]> {
  const tom = await person(run, "tom");
  const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
  const options = [
    { label: "Yes", doesNothing: false },
    { label: "Do nothing", doesNothing: true },
  ];
  const ids: string[] = [];
  for (const title of titles) {
    const item = await inTransaction(run.db, (tx) =>
      raiseItem(run.app.services, tx, tom, program.id, {
        type: "ask",
        details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
        title,
        dueOn: "2026-11-20",
        sourceKey: `command:${title}`,
      }),
    );
    ids.push(item.id);
  }
  await run.settle();
  return ids;
}

/** To Sofia, as when the program has stayed red. */
async function aFlashReport(run: Run): Promise<SandboxMessage> {
  const { workspace_id: workspaceId, id: personId } = await person(run, "sofia");
  const { id: programId } = await run.db.selectFrom("program").select("id").executeTakeFirstOrThrow();
  await inTransaction(run.db, (tx) =>
    enqueue(tx, run.app.services, flashKind, {
      workspaceId,
      key: "flash-report",
      subject: { programId, personId },
      to: { personId },
      notBefore: run.clock.now(),
    }),
  );
  await run.to("2026-10-30T10:05Z");
  const [flash] = await sentAs(run, "flash-report", "sofia");
  return flash?.message ?? never();
}

async function person(run: Run, handle: string) {
  const row = await run.db.selectFrom("person").selectAll().where("handle", "=", handle).executeTakeFirstOrThrow();
  return personById(run.db, row.workspace_id, row.id);
}

/** The sponsor's digest of October, sent on 4 November. */
async function digestOf(run: Run, handle = "sofia"): Promise<SandboxMessage> {
  await run.to("2026-11-04T09:30Z");
  const [first] = await sentAs(run, "digest", handle);
  return first?.message ?? never();
}

async function lastEditionId(run: Run): Promise<string> {
  const rows = await run.db.selectFrom("digest_edition").select("id").orderBy("id", "desc").execute();
  return rows[0]?.id ?? never();
}

function now(run: Run, message: SandboxMessage): string {
  return textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ");
}

describe.each(databases)("the buttons of an ask in a digest, on %s", (database) => {
  it("give way to what was decided elsewhere, with its undo for ten minutes, and come back", async () => {
    const run = await october(database);
    await ask(run, "Release one engineer?");
    const digest = await digestOf(run);
    expect(now(run, digest)).toContain("[Yes] [Other answer…]");
    const [own] = await sentAs(run, "ask", "sofia");
    await run.as("sofia").press(own?.message ?? never(), { label: "Yes" }, { confirm: true });
    await run.settle();
    expect(now(run, digest)).toContain("✓ Decided on 4 Nov by Sofia Rossi: Yes.\n[Undo]");
    expect(now(run, digest)).not.toContain("[Other answer…]");
    await run.as("sofia").press(asItIsNow(run, digest), { label: "Undo" });
    await run.settle();
    expect(now(run, digest)).toContain("[Yes] [Other answer…]");
    await run.as("sofia").press(asItIsNow(run, digest), { label: "Yes" }, { confirm: true });
    await run.to("2026-11-04T09:45Z");
    expect(now(run, digest)).toContain("✓ Decided on 4 Nov by Sofia Rossi: Yes.");
    expect(now(run, digest)).not.toContain("[Undo]");
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

it("a digest that can no longer be changed holds up no other message", async () => {
  const run = await october();
  const [first = ""] = await ask(run, "One?");
  const digest = await digestOf(run);
  run.sandbox.misbehave({ do: "answer-error", error: "message_not_found", on: { method: "chat.update" } });
  await delegateAsk(run.app.services, await person(run, "sofia"), first, {
    person: await person(run, "ravi"),
    why: "He knows",
    isConfirmed: true,
  });
  await run.settle();
  const updates = await run.db
    .selectFrom("delivery")
    .select("state")
    .where("kind", "in", ["digest", "ask"])
    .where("updates_id", "is not", null)
    .execute();
  expect(updates.map(({ state }) => state).toSorted()).toEqual(["dropped", "sent"]);
  expect(await sentAs(run, "ask", "ravi")).toHaveLength(1);
  expect(now(run, digest)).toContain("One?");
});

it("a digest says that it was seen once its reader pressed anything in it, and not before", async () => {
  const run = await october();
  const digest = await digestOf(run);
  expect(now(run, digest)).not.toContain("✓ Seen");
  await run.as("sofia").press(digest, { option: "Show sources" });
  await run.settle();
  expect(now(run, digest)).toContain("✓ Seen. The leads can see that you’ve read it, but not when.");
  const [first, ...others] = await run.db.selectFrom("digest_acknowledgement").selectAll().execute();
  expect(others).toEqual([]);
  await run.to("2026-11-05T09:00Z");
  await run.as("sofia").press(digest, { label: "Text to forward…" });
  await run.settle();
  expect(await run.db.selectFrom("digest_acknowledgement").selectAll().execute()).toEqual([first]);
});

it("a digest is seen when it is decided in it", async () => {
  const run = await october();
  await ask(run, "Release one engineer?");
  const digest = await digestOf(run);
  const sofia = run.as("sofia");
  await openHome(run, "sofia");
  expect(await run.db.selectFrom("digest_acknowledgement").selectAll().execute()).toEqual([]);
  await sofia.press(digest, { label: "Yes" }, { confirm: true });
  await run.settle();
  expect(now(run, digest)).toContain("✓ Seen.");
  const told = (await openHome(run, "tom")).find((line) => line.includes("seen by"));
  expect(told).toBe("October 2026 seen by Sofia Rossi");
  expect(await openComing(run, "tom")).toMatch(
    /^Monthly digest, November 2026 · goes out [^·]* · October 2026 seen by Sofia Rossi$/m,
  );
});

describe.each(databases)("a correction from Home, on %s", (database) => {
  it("reaches the sponsor as a message of its own, to which the one before links", async () => {
    const run = await october(database);
    const digest = await digestOf(run);
    await openHome(run, "tom");
    expect(await openComing(run, "tom")).toContain("[Send a correction…]");
    const tom = run.as("tom");
    await tom.pressInView({ label: "Send a correction…" });
    await expect.poll(() => modalOf(run, "tom")).toContain("One person got it");
    const form = textOf(await tom.waitForView());
    expect(form).toContain("One person got it and gets the correction: Sofia Rossi.");
    expect(await tom.submit()).toMatchObject({ errors: { reason: expect.any(String) } });
    tom.fill("reason", "The pilot runs in <!channel> Lyon, not in Nice.");
    expect(await tom.submit()).toMatchObject({
      errors: { renew: expect.stringContaining("Nothing has changed.") },
    });
    tom.fill("text", "The pilot runs in Lyon.");
    expect(await savedWith(run, "tom")).toContain("The correction is on its way to 1 person.");
    await run.settle();
    const [, second, ...others] = (await sentAs(run, "digest", "sofia")).filter(
      ({ message }) => message.thread_ts === undefined || message.thread_ts === message.ts,
    );
    expect(others).toEqual([]);
    const corrected = now(run, second?.message ?? never());
    expect(corrected).toContain("Correction: version 2, replaces version 1 sent Wed 4 Nov, 9:00.");
    expect(corrected).toContain("The pilot runs in <!channel> Lyon, not in Nice.");
    expect(corrected).toContain("The pilot runs in Lyon.");
    const replaced = JSON.stringify(asItIsNow(run, digest).blocks);
    expect(replaced).toContain(`p${second?.message.ts.replace(".", "")}|Read the correction>`);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

/** Sam presses in a copy that was forwarded to him. */
describe("a forwarded copy", () => {
  const handle = "sam";
  const says = {
    sources: "Only this digest’s reader and the program leads can see its sources.",
    why: "This digest is for someone else.",
    decide: "Sofia Rossi decides ATL-ASK-1.",
    message: "This message went to someone else, or is no longer on file.",
    colour: "You can’t see what’s behind this program’s status.",
    draft: "You’re not the approver for this program. Ask Tom Baker.",
    correction: "You can’t correct what was sent about this program. Ask Tom Baker.",
  };

  it("of a digest refuses kindly, and nothing changes", async () => {
    const run = await october();
    const [asked = ""] = await ask(run, "Release one engineer?");
    const copy = await aCopyFor(run, handle, await digestOf(run));
    const before = await rows(run);
    const actor = run.as(handle);
    for (const choice of ["sources", "why"])
      await actor.press(copy, { actionId: "digest.menu", option: `${choice}:${await lastEditionId(run)}` });
    await actor.press(copy, { actionId: "digest.forward" });
    await actor.press(copy, { actionId: "digest.open_program" });
    await actor.press(copy, { actionId: "ask.take:0" }, { confirm: true });
    await actor.press(copy, { actionId: "ask.decide", value: asked });
    const sentences = [says.sources, says.why, says.why, says.why, says.decide, says.decide];
    await told(
      run,
      handle,
      sentences.map((sentence) => expect.stringContaining(sentence)),
    );
    expect(actor.view()).toBeNull();
    expect(await rows(run)).toEqual(before);
  });

  it("of an ask and of a flash report refuses kindly", async () => {
    const run = await october("SQLite", RED);
    const [id = ""] = await ask(run, "Release one engineer?");
    const [own] = await sentAs(run, "ask", "sofia");
    const copy = await aCopyFor(run, handle, own?.message ?? never());
    const flash = await aCopyFor(run, handle, await aFlashReport(run));
    const before = await rows(run);
    const actor = run.as(handle);
    await actor.press(copy, { actionId: "ask.take:0" }, { confirm: true });
    await actor.press(copy, { actionId: "ask.decide", value: id });
    await actor.press(copy, { actionId: "ask.menu", option: `why:${id}` });
    await actor.press(flash, { actionId: "health.why" });
    await told(
      run,
      handle,
      [says.decide, says.decide, says.message, says.colour].map((sentence) => expect.stringContaining(sentence)),
    );
    expect(actor.view()).toBeNull();
    expect(await rows(run)).toEqual(before);
  });

  it("of a draft to approve refuses kindly, and so does the correction", async () => {
    const run = await october();
    const { services } = run.app;
    const program = await run.db.selectFrom("program").selectAll().executeTakeFirstOrThrow();
    await setApproval(services, await person(run, "tom"), { programId: program.id, approver: "lead" });
    await run.to("2026-11-03T09:30Z");
    const [asked] = await sentAs(run, "digest-approval", "tom");
    const draft = asked?.message ?? never();
    const copy = await aCopyFor(run, handle, draft);
    const before = await rows(run);
    const actor = run.as(handle);
    await actor.press(copy, { actionId: "digest_approval.approve" });
    await actor.press(copy, { actionId: "digest_approval.hold" }, { confirm: true });
    await actor.press(copy, { actionId: "digest_approval.word" });
    expect(await rows(run)).toEqual(before);
    await run.as("tom").press(draft, { actionId: "digest_approval.approve" });
    await run.to("2026-11-04T09:30Z");
    expect(now(run, draft)).toContain(
      "✓ Approved by Tom Baker, Tue 3 Nov, 9:30. Sent to Sofia Rossi, Wed 4 Nov, 9:00.",
    );
    const sent = await aCopyFor(run, handle, asItIsNow(run, draft));
    await actor.press(sent, { actionId: "digest_correction.open" });
    await told(
      run,
      handle,
      [says.draft, says.draft, says.draft, says.correction].map((sentence) => expect.stringContaining(sentence)),
    );
    expect(actor.view()).toBeNull();
  });
});

/** What a press could have changed. */
async function rows(run: Run) {
  const { db } = run;
  return {
    acknowledged: await db.selectFrom("digest_acknowledgement").selectAll().execute(),
    items: await db.selectFrom("item").selectAll().execute(),
    votes: await db.selectFrom("ask_vote").selectAll().execute(),
    editions: await db.selectFrom("digest_edition").select("id").execute(),
    parts: await db.selectFrom("digest_draft_part").selectAll().execute(),
    holds: await db.selectFrom("digest_hold").selectAll().execute(),
    wordings: await db.selectFrom("digest_wording").selectAll().execute(),
    deliveries: await db.selectFrom("delivery").select(["id", "state"]).execute(),
  };
}

function never(): never {
  throw new Error("It is not there");
}
