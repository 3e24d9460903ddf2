/** A digest over several programs, after its reader's role in one or in all of them has ended. */
import type { SandboxMessage } from "slack-sandbox";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { digestKind } from "../../src/digests/editions/messages.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { changeSeat } from "../../src/programs/use-cases-changes.ts";
import { decideAsk, withdrawAsk } from "../../src/register/asks/use-cases.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import {
  aRun,
  asItIsNow,
  atAnyHour,
  MONTHLY_TO_SPONSORS,
  openForm,
  personIn,
  RAVI,
  type Run,
  SAM,
  SOFIA,
  sentAs,
  TOM,
  textOf,
} from "../support/run.ts";

const PROGRAMS = [
  { key: "atlas", title: "Atlas", lead: "tom", sponsors: ["sofia"], team: ["ravi"] },
  { key: "borealis", title: "Borealis", lead: "sam", sponsors: ["sofia"] },
];

/** Sofia sponsors both, Tom leads Atlas, Sam Borealis. Her digest of October has come, with an ask of each. */
async function sent() {
  const run = await aRun({
    people: [TOM, SOFIA, RAVI, SAM],
    programs: PROGRAMS,
    cadences: PROGRAMS.map(({ key }) => ({ ...MONTHLY_TO_SPONSORS, key: `${key}-monthly`, program: key })),
    start: "2026-10-30T00:00:00.000Z",
  });
  await atAnyHour(run, "tom", "sofia", "ravi", "sam");
  await run.to("2026-10-30T10:00Z");
  const asks = new Map<string, string>();
  for (const [key, lead] of [
    ["atlas", "tom"],
    ["borealis", "sam"],
  ] as const) {
    await openForm(run, lead, `${key}-monthly`);
    const { questions } = run.known(lead, `${key}-monthly`).cadence;
    await fillAndSubmit(run.as(lead), questions, { progress: `The pilot of ${key} runs`, health: { colour: "green" } });
    const by = await personIn(run, lead);
    const options = [
      { label: "Yes", doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ];
    const { id: programId } = await programCalled(run, key);
    const item = await inTransaction(run.db, (tx) =>
      raiseItem(run.app.services, tx, by, programId, {
        type: "ask",
        details: { kind: "decision", options, recommended: 0, costOfWaiting: "A week" },
        title: `One engineer for ${key}?`,
        dueOn: "2026-11-20",
        sourceKey: `command:${key}`,
      }),
    );
    asks.set(key, item.id);
  }
  await run.to("2026-11-04T09:30Z");
  const messages = (await sentAs(run, "digest", "sofia")).map(({ message }) => message);
  const [digest] = messages;
  if (!digest) throw new Error("no digest");
  return { run, digest, messages, askOf: (key: string) => asks.get(key) ?? "" };
}

function programCalled(run: Run, key: string) {
  return run.db.selectFrom("program").selectAll().where("key", "=", key).executeTakeFirstOrThrow();
}

/** Her last day there was yesterday; what hung on it has been handed on. */
async function endRole(run: Run, key: string, lead: string): Promise<void> {
  const sofia = await personIn(run, "sofia");
  const program = await programCalled(run, key);
  const seat = await run.db
    .selectFrom("seat")
    .selectAll()
    .where("program_id", "=", program.id)
    .where("person_id", "=", sofia.id)
    .executeTakeFirstOrThrow();
  const by = await personIn(run, lead);
  const dates = { from: null, until: "2026-11-04", delegate: null };
  await changeSeat(run.app.services, by, { programId: program.id, seatId: seat.id }, dates);
}

const shown = (run: Run, messages: readonly SandboxMessage[]) =>
  messages.map((message) => textOf(asItIsNow(run, message)).replaceAll("\u00a0", " ")).join("\n");

describe("a digest that was sent", () => {
  it("stays as it was, but for its buttons, for whoever has no role any more in what it tells of (S1, C9)", async () => {
    const { run, messages, askOf } = await sent();
    const words = (text: string) => text.split("\n").filter((line) => !line.startsWith("["));
    const first = shown(run, messages);
    await endRole(run, "atlas", "tom");
    await endRole(run, "borealis", "sam");
    await run.to("2026-11-05T00:10Z");
    const before = shown(run, messages);
    expect(words(before)).toEqual(words(first));
    expect(first).toContain("[Other answer…]");
    expect(before).not.toContain("[Other answer…]");
    await run.to("2026-11-05T09:30Z");
    await withdrawAsk(run.app.services, await personIn(run, "tom"), askOf("atlas"));
    await run.to("2026-11-05T09:40Z");
    expect(shown(run, messages)).toBe(before);
    // One that had not come yet would not come.
    const { id: editionId } = await run.db
      .selectFrom("digest_edition")
      .innerJoin("digest", "digest.id", "digest_edition.digest_id")
      .select("digest_edition.id")
      .where("digest.reader_id", "=", (await personIn(run, "sofia")).id)
      .executeTakeFirstOrThrow();
    const nothing = () => Promise.reject(new Error("Nothing is asked of Slack"));
    const send = {
      db: run.db,
      slack: { channel: nothing, permalink: nothing },
      now: run.clock.now(),
      events: run.app.services.events,
      workspaceId: run.app.workspace.id,
      reader: { locale: "en-GB", zone: "UTC" },
    };
    expect(await digestKind.stillWanted(send, { editionId, part: 0 })).toBe(false);
  });

  it("tells its reader no more of an ask in a program where the role has ended, and still of the others (S1)", async () => {
    const { run, digest, messages, askOf } = await sent();
    await endRole(run, "atlas", "tom");
    await run.to("2026-11-05T09:30Z");
    await withdrawAsk(run.app.services, await personIn(run, "tom"), askOf("atlas"));
    await run.as("sofia").press(asItIsNow(run, digest), { option: "Show sources" });
    await decideAsk(run.app.services, await personIn(run, "sofia"), askOf("borealis"), { option: 0, label: "Yes" });
    await run.to("2026-11-05T09:45Z");
    const now = shown(run, messages);
    expect(now).toContain("One engineer for atlas?");
    expect(now).toContain("One engineer for borealis?");
    expect(now).toContain("Decided on 5 Nov by Sofia Rossi: Yes.");
    expect(now).not.toContain("Withdrawn");
    expect(now).not.toContain("Now with");
  });
});

describe("an old digest over several programs", () => {
  const LEFT_OUT = "Left out: Atlas. Your role there has ended; you keep the message as it was sent.";

  it("is opened as far as the reader has a role now, and says what is left out and why (S1)", async () => {
    const { run, digest } = await sent();
    await endRole(run, "atlas", "tom");
    await run.to("2026-11-05T09:30Z");
    const sofia = run.as("sofia");
    const opened = async (option: string) => {
      await sofia.press(asItIsNow(run, digest), { option });
      const view = textOf(await sofia.waitForView()).replaceAll("\u00a0", " ");
      await sofia.closeView();
      return view;
    };
    const sources = await opened("Show sources");
    expect(sources).toContain(LEFT_OUT);
    expect(sources).toContain("Borealis");
    expect(sources.replace(LEFT_OUT, "")).not.toContain("Atlas");
    const colour = await opened("Why this status?");
    expect(colour).toContain(LEFT_OUT);
    expect(colour).toContain("Borealis");
    await sofia.command("/drumbeat digest");
    const again = textOf(await sofia.waitForView()).replaceAll("\u00a0", " ");
    await sofia.closeView();
    expect(again).toContain(LEFT_OUT);
    expect(again).toContain("The pilot of borealis runs");
    expect(again.replace(LEFT_OUT, "")).not.toMatch(/atlas/i);
  });

  it("is refused as a whole where no role is left (S1)", async () => {
    const { run, digest } = await sent();
    await endRole(run, "atlas", "tom");
    await endRole(run, "borealis", "sam");
    await run.to("2026-11-05T09:30Z");
    const sofia = run.as("sofia");
    for (const option of ["Show sources", "Why this status?"]) await sofia.press(asItIsNow(run, digest), { option });
    // Each is refused after its acknowledgement.
    await expect.poll(() => sofia.ephemerals()).toHaveLength(2);
    await run.settle();
    expect(sofia.view()).toBeNull();
    expect(sofia.ephemerals()).toHaveLength(2);
  });
});
