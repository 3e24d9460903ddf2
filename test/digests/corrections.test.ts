/** A digest that was sent is corrected by a new edition, which says what it replaces and why. */

import { describe, expect, it } from "vitest";
import type { SendContext } from "../../src/delivery/kinds.ts";
import { digestToCorrect, type SentPart, sendCorrection } from "../../src/digests/corrections/use-cases.ts";
import { digestKind, partKey } from "../../src/digests/editions/messages.ts";
import { digestMarkdown } from "../../src/digests/render/markdown.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { compileDueDigests, latestDigest, listDigests } from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import type { Ids } from "../../src/platform/ids.ts";
import { closeProgram, reopenProgram } from "../../src/programs/use-cases-changes.ts";
import { type DatabaseName, databases } from "../support/databases.ts";
import { questionsFeeding } from "../support/record.ts";
import { SENT, twoPrograms } from "./two-programs.ts";

const REASON = "The pilot opens in Lyon, not in Nice.";
const NO_WORDS = { reason: REASON, wording: null, isRenewed: false };
const WORDED = { ...NO_WORDS, wording: { text: "Atlas opens in Lyon.", remarks: [] } };
const RENEWED = { ...NO_WORDS, isRenewed: true };

/** The digest of October was sent to Sofia. */
async function sentTo(database: DatabaseName, { only }: { only: "Atlas" | null } = { only: null }) {
  const two = await twoPrograms(database);
  const { db, record, reader, borealis, atlas, turnAt } = two;
  if (only === "Atlas") await db.deleteFrom("seat").where("program_id", "=", borealis.id).execute();
  await turnAt(SENT);
  const first = (await latestDigest(db, reader)) ?? never();
  const isSent = (editionId: string) =>
    db
      .updateTable("delivery")
      .set({ state: "sent", sent_at: SENT, sent_channel_id: "D1", sent_ts: `1.${editionId.slice(-6)}` })
      .where("key", "=", partKey(editionId, 0))
      .execute();
  await isSent(first.id);
  const part: SentPart = { programId: atlas.id, rhythm: "monthly", period: "2026-10" };
  const context: SendContext = {
    db,
    slack: {
      channel: () => Promise.reject(new Error("A digest asks nothing of a channel")),
      permalink: async ({ ts }) => `https://slack.test/${ts}`,
    },
    now: SENT,
    events,
    workspaceId: record.workspaceId,
    reader: { locale: "en-GB", zone: "UTC" },
  };
  const shown = async (editionId: string) => JSON.stringify(await digestKind.message(context, { editionId, part: 0 }));
  const latest = async () => (await latestDigest(db, reader)) ?? never();
  const updates = async () =>
    (await db.selectFrom("delivery").select("key").where("updates_id", "is not", null).orderBy("key").execute()).map(
      ({ key }) => key,
    );
  return { ...two, first, part, context, shown, latest, updates, isSent };
}

describe.each(databases)("a correction on %s", (database) => {
  it("is a message of its own that says what it replaces and why, with the original kept", async () => {
    const { db, services, ana, part, first, latest, shown, updates, isSent, context } = await sentTo(database, {
      only: "Atlas",
    });
    expect(await digestToCorrect(services, ana, part)).toMatchObject({
      readers: ["Sofia"],
      bottomLine: { original: "No decisions for you.", wording: null },
    });
    services.clock.at = "2026-11-05T10:00:00.000Z";
    expect(await sendCorrection(services, ana, part, WORDED)).toBe(1);
    const second = await latest();
    expect(second).toMatchObject({ edition: 2, period: "2026-10", cutOffAt: first.cutOffAt });
    const head = "Correction: version 2, replaces version 1 sent Wed 4 Nov, 9:00.";
    for (const text of [digestText(second.document), digestMarkdown(second.document, { edition: 2, sentAt: null })])
      expect(text.replaceAll(/\u00a0/g, " ").replaceAll("\\", "")).toMatch(
        new RegExp(`${head}[^]*${REASON}[^]*Atlas opens in Lyon[^]*Original: No decisions for you`),
      );
    // It is on its way: what was sent says so at once, and links to it once it is there.
    expect(await updates()).toEqual([`update:${partKey(first.id, 0)}`]);
    expect(await shown(first.id)).toContain("Replaced: a correction (version 2) is on its way.");
    await isSent(second.id);
    const replaced = await shown(first.id);
    expect(replaced.replaceAll(/\u00a0/g, " ")).toContain("Replaced by version 2, sent Wed 4 Nov, 9:00.");
    expect(replaced).toContain(`<https://slack.test/1.${second.id.slice(-6)}|Read the correction>`);
    expect(replaced).toContain("October of Atlas");
    expect(await digestKind.stillWanted(context, { editionId: first.id, part: 0 })).toBe(true);
    await db.destroy();
  });

  it("takes one program's part with current data, and what it told is not told again", async () => {
    const { db, services, record, ana, marc, part, reader, latest, atlas, borealis } = await sentTo(database);
    const check = async (program: { id: string }) =>
      db
        .selectFrom("check_in")
        .selectAll()
        .where("program_id", "=", program.id)
        .orderBy("created_at")
        .executeTakeFirstOrThrow();
    const revise = async (program: { id: string }, text: string) => {
      const checkIn = await check(program);
      const before = await db
        .selectFrom("check_in_revision")
        .selectAll()
        .where("check_in_id", "=", checkIn.id)
        .executeTakeFirstOrThrow();
      const answered_at = "2026-11-05T09:00:00.000Z";
      const answers = JSON.stringify({ progress: text });
      await db
        .insertInto("check_in_revision")
        .values({ ...before, revision: 2, answered_at, answers })
        .execute();
      await db.updateTable("check_in").set({ revision: 2 }).where("id", "=", checkIn.id).execute();
    };
    expect(await sendCorrection(services, ana, part, RENEWED)).toBe(0);
    await revise(atlas, "October of Atlas, corrected");
    await revise(borealis, "October of Borealis, revised");
    // What was asked after the digest is no part of it.
    const rule = { every: "month", on: { workingDay: -1 }, at: "10:00", zone: "UTC" } as const;
    const later = await record.cadence(atlas, { rule, questions: questionsFeeding("progress") });
    const asked = await record.round(later, "2026-11-05", [ana]);
    await record.answer(asked, ana, "2026-11-05T12:00:00.000Z", { progress: "Early November" });
    services.clock.at = "2026-11-06T10:00:00.000Z";
    expect(await sendCorrection(services, ana, part, RENEWED)).toBe(1);
    const corrected = digestText((await latest()).document);
    expect(corrected).toContain("October of Atlas, corrected");
    expect(corrected).toContain("October of Borealis");
    expect(corrected).not.toContain("Borealis, revised");
    expect(corrected).not.toContain("Early November");
    // Now for the month after.
    for (const [program, lead] of [
      [atlas, ana],
      [borealis, marc],
    ] as const) {
      const cadence = await record.cadence(program, {
        rule: { every: "month", on: { workingDay: -1 }, at: "10:00", zone: "UTC" },
        questions: questionsFeeding("progress"),
      });
      await record.round(cadence, "2026-11-30", [lead]);
    }
    services.clock.at = "2026-12-03T09:00:00.000Z";
    await compileDueDigests(services);
    const november = digestText((await latest()).document);
    expect((await listDigests(db, reader)).map(({ period, edition }) => `${period} ${edition}`)).toEqual([
      "2026-10 1",
      "2026-10 2",
      "2026-11 1",
    ]);
    expect(november).not.toContain("Atlas, corrected");
    expect(november).toContain("October of Borealis, revised");
    expect(november).toContain("Early November");
    await db.destroy();
  });

  it("is refused with the reason once the program is closed, and is possible once it is open again (A1)", async () => {
    const { db, services, ana, part } = await sentTo(database, { only: "Atlas" });
    await closeProgram(services, ana, part.programId);
    await expect(digestToCorrect(services, ana, part)).rejects.toMatchObject({ code: "CORRECTED_PROGRAM_CLOSED" });
    await expect(sendCorrection(services, ana, part, WORDED)).rejects.toMatchObject({
      code: "CORRECTED_PROGRAM_CLOSED",
      params: { program: "Atlas" },
    });
    await reopenProgram(services, ana, part.programId);
    expect(await sendCorrection(services, ana, part, WORDED)).toBe(1);
    await db.destroy();
  });

  it("is there once, whichever of two comes first", async () => {
    const { db, services, ana, dan, part, reader } = await sentTo(database, { only: "Atlas" });
    await Promise.allSettled([
      sendCorrection(services, ana, part, WORDED),
      sendCorrection(services, dan, part, WORDED),
    ]);
    expect((await listDigests(db, reader)).map(({ edition }) => edition)).toEqual([1, 2]);
    await db.destroy();
  });

  it("is whole or not at all, wherever it breaks off", async () => {
    const { db, services, ana, part, reader, updates } = await sentTo(database, { only: "Atlas" });
    const rows = async () => ({
      editions: (await listDigests(db, reader)).length,
      messages: (await db.selectFrom("delivery").select("id").where("kind", "=", "digest").execute()).length,
      audit: (await db.selectFrom("audit").select("id").where("action", "=", "digest.corrected").execute()).length,
      updates: await updates(),
    });
    const before = await rows();
    let steps = 0;
    for (;;) {
      steps += 1;
      const sent = await sendCorrection({ ...services, ids: breakingAt(services.ids, steps) }, ana, part, WORDED).catch(
        () => null,
      );
      if (sent !== null) break;
      expect(await rows()).toEqual(before);
    }
    expect(steps).toBeGreaterThan(3);
    expect(await rows()).toMatchObject({ editions: 2, messages: before.messages + 3, audit: 1 });
    await db.destroy();
  });
});

/** As a process that dies when it needs its n-th id. */
function breakingAt(ids: Ids, step: number): Ids {
  let count = 0;
  return {
    next() {
      count += 1;
      if (count === step) throw new Error("Killed");
      return ids.next();
    },
  };
}

function never(): never {
  throw new Error("There is no digest");
}
