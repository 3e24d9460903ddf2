/** Digests that are approved before they go, and what their readers acknowledge. */

import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { MONDAY_TO_FRIDAY } from "../../src/calendars/rules-days.ts";
import { nextDraftAt } from "../../src/digests/approval/drafts.ts";
import { approvalKind } from "../../src/digests/approval/messages.ts";
import { draftAt } from "../../src/digests/approval/rules.ts";
import {
  approvePart,
  holdDraftPart,
  readDraftPart,
  setApproval,
  wordDraft,
  wordingOf,
} from "../../src/digests/approval/use-cases.ts";
import { noteSeen } from "../../src/digests/editions/use-cases-seen.ts";
import { nextDigestsOf } from "../../src/digests/holds/use-cases.ts";
import { partsToApprove } from "../../src/digests/home/use-cases-waiting.ts";
import { digestMessages } from "../../src/digests/render/blocks.ts";
import { digestText } from "../../src/digests/render/plain-text.ts";
import { latestDigest } from "../../src/digests/use-cases.ts";
import { events } from "../../src/events.ts";
import { mayApprove, readWording } from "../../src/kernel/approval/rules.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { visitorOf } from "../../src/programs/visitor.ts";
import { raiseItem } from "../../src/register/use-cases.ts";
import { databases } from "../support/databases.ts";
import { DRAFTED, SENT, twoPrograms } from "./two-programs.ts";

describe.each(databases)("a digest that is approved before it goes, on %s", (database) => {
  it("is drafted a working day before, waits past its time, and goes with the approver's name", async () => {
    const { db, services, reader, ana, dan, marc, atlas, turnAt, draft, asked } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await turnAt("2026-11-02T09:00:00.000Z");
    expect(await nextDraftAt(db, services.clock.at)).toBe(DRAFTED);
    expect(await turnAt(DRAFTED)).toBe(0);
    expect(await asked()).toEqual(["Ana", "Dan"]);
    expect(await turnAt(SENT)).toBe(0);
    expect(await latestDigest(db, reader)).toBeNull();
    // Nothing was said, so they are asked again once it should have gone, and each day after.
    expect(await asked()).toEqual(["Ana", "Ana", "Dan", "Dan"]);
    await turnAt("2026-11-05T09:00:00.000Z");
    expect(await asked()).toHaveLength(6);
    const part = { draftId: await draft(), programId: atlas.id };
    await expect(approvePart(services, marc, part)).rejects.toMatchObject({ code: "DRAFT_NOT_YOURS" });
    await approvePart(services, dan, part);
    await approvePart(services, ana, part);
    expect(await turnAt("2026-11-05T10:00:00.000Z")).toBe(1);
    const edition = await latestDigest(db, reader);
    expect(edition).toMatchObject({ edition: 1, period: "2026-10", cutOffAt: DRAFTED });
    expect(digestText(edition?.document ?? never())).toContain("approved by Dan");
    await expect(approvePart(services, ana, part)).rejects.toMatchObject({ code: "DRAFT_GONE" });
    await db.destroy();
  });

  it("waits on the Home of those who may approve it now, not of whoever worded it last, nor of others", async () => {
    const { db, services, sofia, ana, dan, marc, atlas, borealis, turnAt, draft } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await setApproval(services, marc, { programId: borealis.id, approver: { personId: ana.id } });
    await turnAt(DRAFTED);
    const waiting = async (person: typeof ana) =>
      (await partsToApprove(db, await visitorOf(services, person))).map(({ program }) => program).toSorted();
    expect(await waiting(ana)).toEqual(["Atlas", "Borealis"]);
    expect([await waiting(dan), await waiting(marc), await waiting(sofia)]).toEqual([["Atlas"], [], []]);
    const part = { draftId: await draft(), programId: atlas.id };
    await holdDraftPart(services, ana, { ...part, programId: borealis.id });
    expect(await waiting(ana)).toEqual(["Atlas"]);
    await wordDraft(services, ana, part, { text: "All is well.", remarks: [] });
    expect([await waiting(ana), await waiting(dan)]).toEqual([[], ["Atlas"]]);
    await approvePart(services, dan, part);
    expect(await waiting(dan)).toEqual([]);
    await db.destroy();
  });

  it("is put to whoever is named for it, also where their role has ended since somebody approves it (A1)", async () => {
    const { db, services, ana, dan, atlas, turnAt } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await db.updateTable("seat").set({ until_date: "2026-10-20" }).where("person_id", "=", dan.id).execute();
    services.clock.at = "2026-10-25T08:00:00.000Z";
    await setApproval(services, ana, { programId: atlas.id, approver: { personId: dan.id } });
    await turnAt(DRAFTED);
    const waiting = await partsToApprove(db, await visitorOf(services, dan));
    expect(waiting.map(({ program }) => program)).toEqual(["Atlas"]);
    await db.destroy();
  });

  it("shows its approver the program's part and nothing of another program", async () => {
    const { db, services, record, ana, marc, atlas, turnAt, draft } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: { personId: marc.id } });
    await turnAt(DRAFTED);
    const subject = { draftId: await draft(), programId: atlas.id, personId: marc.id, asked: 1 };
    const context = sendingOf(db, record.workspaceId, DRAFTED, "fr-FR");
    const message = await approvalKind.message(context, subject);
    expect(message.text).toBe(
      "À approuver\u00a0: Octobre 2026 · Atlas. Envoi à Sofia le mer.\u00a04\u00a0nov. à\u00a09\u00a0h, dès que vous l’aurez approuvée.",
    );
    expect(JSON.stringify(message.blocks)).toContain("October of Atlas");
    expect(JSON.stringify(message.blocks)).not.toContain("Borealis");
    await approvePart(services, marc, subject);
    expect(await approvalKind.stillWanted(context, subject)).toBe(false);
    await db.destroy();
  });

  it("has other words for one program's bottom line above no other, and none once that program is held", async () => {
    const { db, services, record, reader, sofia, ana, marc, atlas, borealis, turnAt, draft } =
      await twoPrograms(database);
    // What Atlas asks is what the digest begins with.
    await inTransaction(db, (tx) =>
      raiseItem(services, tx, ana, atlas.id, {
        ...blankAsk,
        ownerId: sofia.id,
        sourceKey: "command:1",
      }),
    );
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await setApproval(services, marc, { programId: borealis.id, approver: { personId: ana.id } });
    await turnAt(DRAFTED);
    const ofAtlas = { draftId: await draft(), programId: atlas.id };
    const ofBorealis = { ...ofAtlas, programId: borealis.id };
    await wordDraft(services, ana, ofAtlas, { text: "Atlas waits for you.", remarks: [] });
    const shown = async (programId: string) => {
      const subject = { draftId: ofAtlas.draftId, programId, personId: ana.id, asked: 1 };
      return JSON.stringify(await approvalKind.message(sendingOf(db, record.workspaceId), subject));
    };
    expect(await shown(atlas.id)).toContain("Atlas waits for you.");
    expect(await shown(borealis.id)).not.toContain("Atlas waits for you.");
    expect(digestText((await readDraftPart(services, ana, ofAtlas)).document)).toContain("Atlas waits for you.");
    // She worded Atlas, not Borealis.
    expect((await partsToApprove(db, await visitorOf(services, ana))).map(({ program }) => program)).toEqual([
      "Borealis",
    ]);
    await approvePart(services, ana, ofBorealis);
    await holdDraftPart(services, ana, ofAtlas);
    expect(await turnAt(SENT)).toBe(1);
    const text = digestText((await latestDigest(db, reader))?.document ?? never());
    expect(text).toContain("October of Borealis");
    expect(text).not.toContain("Atlas waits for you.");
    await db.destroy();
  });

  it("says so where nobody is left to approve what its only lead has worded", async () => {
    const { db, services, record, sofia, ana, dan, atlas, turnAt, draft } = await twoPrograms(database);
    await db.deleteFrom("seat").where("person_id", "=", dan.id).execute();
    await inTransaction(db, (tx) =>
      raiseItem(services, tx, ana, atlas.id, { ...blankAsk, ownerId: sofia.id, sourceKey: "command:1" }),
    );
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await turnAt(DRAFTED);
    const part = { draftId: await draft(), programId: atlas.id };
    await wordDraft(services, ana, part, { text: "Atlas waits for you.", remarks: [] });
    await expect(approvePart(services, ana, part)).rejects.toMatchObject({ code: "OWN_WORDING_ALONE" });
    const subject = { ...part, personId: ana.id, asked: 1 };
    const { text } = await approvalKind.message(sendingOf(db, record.workspaceId), subject);
    expect(text).toContain(
      "no one else can approve it. Restore the original wording, or ask for an approver to be named.",
    );
    await wordDraft(services, ana, part, null);
    await approvePart(services, ana, part);
    expect(await turnAt(SENT)).toBe(1);
    await db.destroy();
  });

  it("is put in short to whoever is asked again, with a button that opens it", async () => {
    const { db, services, record, ana, dan, atlas, turnAt, draft } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await turnAt(DRAFTED);
    await turnAt(SENT);
    const subject = { draftId: await draft(), programId: atlas.id, personId: dan.id, asked: 2 };
    const again = async () => approvalKind.message(sendingOf(db, record.workspaceId, SENT), subject);
    const { text, blocks } = await again();
    expect(text.replaceAll("\u00a0", " ")).toBe(
      "Still waiting for your approval: October 2026 · Atlas. It was due to go to Sofia on Wed 4 Nov, 9:00.",
    );
    expect(JSON.stringify(blocks)).not.toContain("October of Atlas");
    expect(buttonsIn(blocks)).toEqual(["read", "approve", "hold", "word"]);
    expect(digestText((await readDraftPart(services, dan, subject)).document)).toContain("October of Atlas");
    await approvePart(services, ana, subject);
    expect(buttonsIn((await again()).blocks)).toEqual(["read", "hold", "word"]);
    await db.destroy();
  });

  it("goes without a part that its approver holds, and says so", async () => {
    const { db, services, reader, ana, atlas, turnAt, draft } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await turnAt(DRAFTED);
    await holdDraftPart(services, ana, { draftId: await draft(), programId: atlas.id });
    expect(await turnAt(SENT)).toBe(1);
    const text = digestText((await latestDigest(db, reader))?.document ?? never());
    expect(text).toContain("Left out by the lead: Atlas (Ana).");
    expect(text).toContain("October of Borealis");
    expect(text).not.toContain("October of Atlas");
    await db.destroy();
  });

  it("goes in other words with the original kept, and not by the word of whoever wrote them", async () => {
    const { db, services, reader, ana, dan, marc, atlas, borealis, turnAt, draft } = await twoPrograms(database);
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await setApproval(services, marc, { programId: borealis.id, approver: "lead" });
    await holdAfterDraft();
    const part = { draftId: await draft(), programId: atlas.id };
    expect(await wordingOf(services, ana, part)).toEqual({
      original: "Nothing here needs a decision from you.",
      wording: null,
    });
    await approvePart(services, dan, part);
    await wordDraft(services, ana, part, { text: "Atlas is ahead.", remarks: ["The pilot is open."] });
    await expect(approvePart(services, ana, part)).rejects.toMatchObject({
      code: "OWN_WORDING",
      params: { who: ["Dan"] },
    });
    // What Dan approved was other words.
    expect(await turnAt(SENT)).toBe(0);
    await approvePart(services, dan, part);
    expect(await turnAt("2026-11-04T10:00:00.000Z")).toBe(1);
    const edition = (await latestDigest(db, reader)) ?? never();
    const [first, ...thread] = digestMessages(edition.document, edition.id);
    const screen = JSON.stringify(first.blocks);
    for (const said of ["Atlas is ahead.", "The pilot is open.", "worded by Ana"]) expect(screen).toContain(said);
    expect(JSON.stringify(thread)).toContain("Original: Nothing here needs a decision from you.");
    expect(first.text).toContain("Atlas is ahead.");
    await db.destroy();

    /** The bottom line is of both programs until one of them is held. */
    async function holdAfterDraft() {
      await turnAt(DRAFTED);
      const both = { draftId: await draft(), programId: atlas.id };
      await expect(wordingOf(services, ana, both)).rejects.toMatchObject({ code: "NOT_ABOUT_PROGRAM" });
      await holdDraftPart(services, marc, { draftId: both.draftId, programId: borealis.id });
    }
  });

  it("can be asked for by those who lead the program alone, and goes as ever once nobody approves it", async () => {
    const { db, services, sofia, ana, atlas, turnAt } = await twoPrograms(database);
    const nobody = { programId: atlas.id, approver: "none" as const };
    await expect(setApproval(services, sofia, nobody)).rejects.toMatchObject({ code: "APPROVAL_NOT_YOURS" });
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await turnAt(DRAFTED);
    await setApproval(services, ana, nobody);
    expect(await turnAt(SENT)).toBe(1);
    await db.destroy();
  });
});

describe.each(databases)("what an approver was sent, on %s", (database) => {
  /** As Slack shows it now: the state in a sentence, and what can be pressed. */
  async function asked(two: Awaited<ReturnType<typeof twoPrograms>>) {
    const { db, services, record, turnAt, draft, atlas, ana, dan, marc } = two;
    await setApproval(services, ana, { programId: atlas.id, approver: "lead" });
    await turnAt(DRAFTED);
    await db
      .updateTable("delivery")
      .set({ state: "sent", sent_at: DRAFTED, sent_channel_id: "D", sent_ts: "1" })
      .execute();
    const draftId = await draft();
    const shown = async (person: typeof ana, locale = "en-GB") => {
      const context = sendingOf(db, record.workspaceId, services.clock.at, locale);
      const subject = { draftId, programId: atlas.id, personId: person.id, asked: 1 };
      expect(await approvalKind.stillWanted(context, subject)).toBe(true);
      const { text, blocks } = await approvalKind.message(context, subject);
      expect(JSON.stringify(blocks)).toContain("October of Atlas");
      return { text: text.replaceAll("\u00a0", " "), buttons: buttonsIn(blocks) };
    };
    /** Whose messages are to be brought up to date. */
    const updated = async () => {
      const rows = await db.selectFrom("delivery").selectAll().where("updates_id", "is not", null).execute();
      await db.deleteFrom("delivery").where("updates_id", "is not", null).execute();
      return rows.map(({ person_id: id }) => [ana, dan, marc].find((one) => one.id === id)?.name).toSorted();
    };
    return { shown, updated, part: { draftId, programId: atlas.id } };
  }

  it("says who approved, and what became of it, to each of them", async () => {
    const two = await twoPrograms(database);
    const { db, services, ana, dan, turnAt } = two;
    const { shown, updated, part } = await asked(two);
    expect((await shown(ana)).buttons).toEqual(["approve", "hold", "word"]);
    await approvePart(services, dan, part);
    expect(await updated()).toEqual(["Ana", "Dan"]);
    for (const person of [ana, dan])
      expect(await shown(person)).toEqual({
        text: "October 2026 · Atlas. ✓ Approved by Dan, Tue 3 Nov, 9:00. Goes to Sofia, Wed 4 Nov, 9:00.",
        buttons: ["hold", "word"],
      });
    await turnAt(SENT);
    expect(await updated()).toEqual(["Ana", "Dan"]);
    expect(await shown(ana)).toEqual({
      text: "October 2026 · Atlas. ✓ Approved by Dan, Tue 3 Nov, 9:00. Sent to Sofia, Wed 4 Nov, 9:00.",
      buttons: ["open"],
    });
    expect((await shown(ana, "fr-FR")).text).toBe(
      "Octobre 2026 · Atlas. ✓ Approuvée par Dan le mar. 3 nov. à 9 h. Envoyée à Sofia le mer. 4 nov. à 9 h.",
    );
    await db.destroy();
  });

  it("says who holds the part, and offers nothing that would only refuse", async () => {
    const two = await twoPrograms(database);
    const { db, services, ana, dan, turnAt } = two;
    const { shown, updated, part } = await asked(two);
    await holdDraftPart(services, ana, part);
    expect(await updated()).toEqual(["Ana", "Dan"]);
    expect(await shown(dan)).toEqual({
      text: "October 2026 · Atlas. Left out by Ana, Tue 3 Nov, 9:00. The digest goes to Sofia without this program, with a note.",
      buttons: [],
    });
    await expect(approvePart(services, dan, part)).rejects.toMatchObject({ code: "DRAFT_GONE" });
    await turnAt(SENT);
    expect((await shown(dan)).text).toContain("The digest went to Sofia without this program, Wed 4 Nov, 9:00.");
    await db.destroy();
  });

  it("says so when nothing is sent at all", async () => {
    const two = await twoPrograms(database);
    const { db, services, marc, ana, borealis } = two;
    await setApproval(services, marc, { programId: borealis.id, approver: "lead" });
    const { shown, part } = await asked(two);
    await holdDraftPart(services, ana, part);
    await holdDraftPart(services, marc, { ...part, programId: borealis.id });
    expect(await shown(ana)).toMatchObject({
      text: "October 2026 · Atlas. Left out by Ana, Tue 3 Nov, 9:00. Nothing was sent to Sofia.",
      buttons: [],
    });
    await db.destroy();
  });

  it("offers no approval to whoever worded it, and to nobody once others approve or none has to", async () => {
    const two = await twoPrograms(database);
    const { db, services, ana, dan, marc, borealis, atlas } = two;
    await setApproval(services, marc, { programId: borealis.id, approver: "lead" });
    const { shown, updated, part } = await asked(two);
    await holdDraftPart(services, marc, { ...part, programId: borealis.id });
    await updated();
    await wordDraft(services, ana, part, { text: "Atlas is ahead.", remarks: [] });
    expect(await updated()).toEqual(["Ana", "Dan", "Marc"]);
    expect(await shown(ana)).toEqual({
      text: "October 2026 · Atlas. You made the last edit, so someone else approves it: Dan.",
      buttons: ["hold", "word"],
    });
    expect((await shown(dan)).buttons).toEqual(["approve", "hold", "word"]);
    await setApproval(services, ana, { programId: atlas.id, approver: { personId: marc.id } });
    expect(await updated()).toEqual(["Ana", "Dan", "Marc"]);
    expect(await shown(dan)).toEqual({ text: "October 2026 · Atlas. Now with Marc for approval.", buttons: [] });
    await setApproval(services, ana, { programId: atlas.id, approver: "none" });
    expect((await shown(dan)).text).toContain("No approval needed any more. Goes to Sofia, Wed 4 Nov, 9:00.");
    await db.destroy();
  });
});

describe.each(databases)("an edition that is seen, on %s", (database) => {
  it("is so once, by its reader alone, and those who lead see it", async () => {
    const { db, services, reader, sofia, ana, atlas, turnAt } = await twoPrograms(database);
    expect(await turnAt(SENT)).toBe(1);
    const edition = (await latestDigest(db, reader)) ?? never();
    const seen = () => db.selectFrom("digest_acknowledgement").select(["person_id", "acknowledged_at"]).execute();
    await noteSeen(services, ana, edition.id);
    expect(await seen()).toEqual([]);
    await noteSeen(services, sofia, edition.id);
    services.clock.at = "2026-11-06T09:00:00.000Z";
    await noteSeen(services, sofia, edition.id);
    expect(await seen()).toEqual([{ person_id: sofia.id, acknowledged_at: SENT }]);
    const next = await nextDigestsOf(services, db, reader.workspaceId, [atlas.id]);
    expect(next.get(atlas.id)?.map(({ rhythm, read }) => [rhythm, read])).toEqual([
      ["monthly", { period: "2026-10", by: ["Sofia"] }],
      ["annual", null],
    ]);
    await db.destroy();
  });
});

describe("the rules of approval", () => {
  it.each([
    ["2026-11-04T09:00:00.000Z", "UTC", "2026-11-03T09:00:00.000Z"],
    ["2026-10-05T07:00:00.000Z", "Europe/Paris", "2026-10-02T07:00:00.000Z"],
    // The clocks of Paris went back in between.
    ["2026-10-26T08:00:00.000Z", "Europe/Paris", "2026-10-23T07:00:00.000Z"],
  ])("draft what goes at %s in %s at %s", (sendAt, zone, expected) => {
    expect(draftAt(sendAt, zone, MONDAY_TO_FRIDAY)).toBe(expected);
  });

  it.each([
    [{ id: "lead", isLead: true }, { approverId: null, wordedBy: null }, "yes"],
    [{ id: "lead", isLead: true }, { approverId: null, wordedBy: "lead" }, "author"],
    [{ id: "lead", isLead: true }, { approverId: "boss", wordedBy: null }, "no"],
    [{ id: "boss", isLead: false }, { approverId: "boss", wordedBy: "lead" }, "yes"],
    [{ id: "boss", isLead: false }, { approverId: "boss", wordedBy: "boss" }, "author"],
    [{ id: "lead", isLead: true }, { approverId: "boss", wordedBy: "boss" }, "yes"],
    [{ id: "other", isLead: false }, { approverId: null, wordedBy: null }, "no"],
  ] as const)("%j with %j: %s", (person, part, expected) => {
    expect(mayApprove(person, part)).toBe(expected);
  });

  it("read up to three sentences of 200 characters, and none alone", () => {
    expect(readWording(" Go. ", "One. Two.\nThree.")).toEqual({ text: "Go.", remarks: ["One.", "Two.", "Three."] });
    expect(readWording("", "")).toBeNull();
    expect(readWording("Go.", "One. Two. Three. Four.")).toEqual({ wrong: "many" });
    expect(readWording("Go.", "x".repeat(201))).toEqual({ wrong: "long" });
    expect(readWording("", "One.")).toEqual({ wrong: "alone" });
  });
});

const blankAsk = {
  type: "ask" as const,
  title: "One engineer?",
  details: {
    kind: "decision" as const,
    options: [
      { label: "Yes", doesNothing: false },
      { label: "Do nothing", doesNothing: true },
    ],
    recommended: 0,
  },
};

function sendingOf(db: Db, workspaceId: string, now = DRAFTED, locale = "en-GB") {
  const nothing = () => Promise.reject(new Error("An approval asks nothing of Slack"));
  return {
    db,
    slack: { channel: nothing, permalink: nothing },
    now,
    events,
    workspaceId,
    reader: { locale, zone: "UTC" },
  };
}

function buttonsIn(blocks: readonly KnownBlock[]): (string | undefined)[] {
  const last = blocks.at(-1);
  return last?.type === "actions" ? last.elements.map((element) => element.action_id?.split(".")[1]) : [];
}

function never(): never {
  throw new Error("There is no digest");
}
