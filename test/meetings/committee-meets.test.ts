/** A committee meets: from its dates to the record that everybody reads. */
import { describe, expect, it } from "vitest";
import { addTopic, approveAgenda, changeTopic, giveToChair } from "../../src/meetings/agenda.ts";
import { approveRecord, closeMeeting } from "../../src/meetings/closing.ts";
import type { Meeting } from "../../src/meetings/meetings.ts";
import { topicsOf } from "../../src/meetings/meetings.ts";
import { setTopicAside, type Written, writeRecord } from "../../src/meetings/record.ts";
import { confirmItem } from "../../src/register/acts.ts";
import { actingAs, personIn, type Run, sentAs } from "../support/run.ts";
import { aCommittee, aRequest, meets } from "./a-committee.ts";

async function aMeeting(): Promise<{ run: Run; meeting: Meeting; requestId: string }> {
  const run = await aCommittee();
  const { id: requestId } = await aRequest(run);
  const [meeting] = await meets(run);
  if (!meeting) throw new Error("Nothing is planned");
  return { run, meeting, requestId };
}

async function idOf(run: Run, handle: string): Promise<string> {
  return (await personIn(run, handle)).id;
}

async function texts(run: Run, kind: string, handle: string): Promise<string[]> {
  return (await sentAs(run, kind, handle)).map(({ text }) => text.replaceAll("\u00a0", " "));
}

/** The files with dates that somebody has got. */
function calendarsOf(run: Run, handle: string): string[] {
  const files = run
    .as(handle)
    .dm()
    .flatMap((message) => message.files ?? []);
  return files.map(({ id }) => Buffer.from(run.sandbox.slack.files.opened(String(id))?.bytes ?? []).toString());
}

async function itemIdOf(run: Run, title: string): Promise<string> {
  return (await run.db.selectFrom("item").select("id").where("title", "=", title).executeTakeFirstOrThrow()).id;
}

/** What Zoé types of each topic, by what it is about. */
async function write(run: Run, meeting: Meeting, words: (source: string) => Partial<Written>, by = "zoe") {
  const topics = await topicsOf(run.db, meeting);
  const written = topics.map(({ id: topicId, version, source }) => ({ topicId, version, ...words(source) }));
  return writeRecord(await actingAs(run, by), { meetingId: meeting.id, written });
}

describe("an agenda", () => {
  it("is drafted from facts for the secretary, given to the chair, and sent to all once that is approved", async () => {
    const { run, meeting } = await aMeeting();
    await run.to("2026-11-09T20:00Z");
    expect(await texts(run, "meeting-news", "ravi")).toEqual([
      expect.stringContaining("*Steering committee of Atlas*: Zoé Petit has set its dates."),
    ]);
    expect(await texts(run, "meeting-agenda", "zoe")).toEqual([]);

    await run.to("2026-11-10T12:00Z");
    const [draft = ""] = await texts(run, "meeting-agenda", "zoe");
    expect(draft).toContain("*Comité de pilotage d’Atlas*\nmar. 17 nov. à 11 h · Room 3 · 1 sujet, 15 min");
    expect(draft).toContain("1. *Approve the second vendor?* · 15 min");
    expect(draft).toContain("réponse nécessaire pour le 4 déc. · recommandé : Approve it");
    expect(draft).toContain("[À la présidence] [Ajouter un sujet…] [Déplacer ou annuler…]");

    const guestIds = [await idOf(run, "tom")];
    const pilot = { meetingId: meeting.id, title: "Do we need a second pilot?", minutes: 10, guestIds };
    await addTopic(await actingAs(run, "ravi"), pilot);
    const topics = await topicsOf(run.db, meeting);
    const change = { meetingId: meeting.id, topicId: topics[1]?.id ?? "", change: "earlier" as const };
    await changeTopic(await actingAs(run, "zoe"), change);
    await giveToChair(await actingAs(run, "zoe"), meeting.id);
    await run.to("2026-11-11T12:00Z");
    const [forChair = ""] = await texts(run, "meeting-agenda", "sam");
    expect(forChair.indexOf("second pilot")).toBeLessThan(forChair.indexOf("second vendor"));
    expect(forChair).toContain("[Fine, send it]");
    expect(await texts(run, "meeting-agenda", "ravi")).toEqual([]);

    await approveAgenda(await actingAs(run, "sam"), meeting.id);
    await run.to("2026-11-12T18:00Z");
    for (const member of ["ravi", "sofia"])
      expect(await texts(run, "meeting-agenda", member)).toEqual([expect.stringContaining("2 topics, 25 min")]);
    const [guest = ""] = await texts(run, "meeting-agenda", "tom");
    expect(guest).toContain("second pilot");
    expect(guest).not.toContain("vendor");
    expect(await texts(run, "meeting-agenda", "lea")).toEqual([]);
    expect(calendarsOf(run, "ravi")).toEqual([expect.stringContaining("METHOD:PUBLISH")]);
  });

  it("goes two working days ahead where nobody presses anything", async () => {
    const { run } = await aMeeting();
    await run.to("2026-11-12T20:00Z");
    expect(await texts(run, "meeting-agenda", "ravi")).toEqual([]);
    await run.to("2026-11-13T12:00Z");
    expect(await texts(run, "meeting-agenda", "ravi")).toEqual([expect.stringContaining("second vendor")]);
  });
});

describe("a record", () => {
  it("makes decisions and actions at *Close*, goes to the chair, then to all, and to each team what concerns it", async () => {
    const { run, meeting, requestId } = await aMeeting();
    await addTopic(await actingAs(run, "zoe"), {
      meetingId: meeting.id,
      title: "Do we need a second pilot?",
      minutes: 10,
      guestIds: [],
    });
    await addTopic(await actingAs(run, "zoe"), { meetingId: meeting.id, title: "Budget", minutes: 10, guestIds: [] });
    await run.to("2026-11-17T10:30Z");
    const nina = await idOf(run, "nina");
    const decided = {
      decided: "A second pilot in Lyon",
      why: "Paris is full",
      actions: [{ what: "Find a store", ownerId: nina, dueOn: "2026-12-01" }],
    };
    await write(run, meeting, (source) => (source === "request" ? { option: 0, why: "The price holds" } : {}));
    const [pilot, budget] = (await topicsOf(run.db, meeting)).filter(({ source }) => source === "added");
    const words = { topicId: pilot?.id ?? "", version: pilot?.version ?? 0, ...decided };
    await writeRecord(await actingAs(run, "zoe"), { meetingId: meeting.id, written: [words] });
    const aside = { meetingId: meeting.id, topicId: budget?.id ?? "", as: "carried" as const };
    await setTopicAside(await actingAs(run, "zoe"), aside);

    const presentIds = await Promise.all(["sam", "sofia", "zoe"].map((who) => idOf(run, who)));
    await closeMeeting(await actingAs(run, "zoe"), { meetingId: meeting.id, presentIds });
    await run.settle();
    const request = await run.db.selectFrom("item").selectAll().where("id", "=", requestId).executeTakeFirstOrThrow();
    expect(request.state).toBe("decided");
    expect(JSON.parse(request.details)).toMatchObject({
      outcome: { text: "Approve it", rationale: "The price holds", decidedBy: await idOf(run, "sam") },
    });

    const [forChair = ""] = await texts(run, "meeting-record", "sam");
    expect(forChair).toContain("Present: Sam Poe (chair), Sofia Rossi and Zoé Petit\nExcused: Ravi Nair");
    expect(forChair).toContain("Decided: Approve it · Sam Poe · ATL-D-1\nWhy: The price holds");
    expect(forChair).toContain("Decided: A second pilot in Lyon · Sam Poe · ATL-D-2\nWhy: Paris is full");
    expect(forChair).not.toContain("Nothing was decided on this.");
    expect(forChair).toContain("Action: Find a store · Nina Diaz · 1 Dec · ATL-ACT-1");
    expect(forChair).toContain("Carried to the next meeting: “Budget”");
    expect(forChair).toContain("Next meeting: Tue 15 Dec, 10:00 · Room 3");
    expect(forChair).toContain("[Send] [Change…]");
    expect(await texts(run, "meeting-record", "ravi")).toEqual([]);

    await approveRecord(await actingAs(run, "sam"), meeting.id);
    await run.to("2026-11-18T18:00Z");
    expect(await texts(run, "meeting-record", "ravi")).toEqual([expect.stringContaining("Decided: Approve it")]);
    expect(await texts(run, "meeting-record", "zoe")).toEqual([expect.stringContaining("[Corriger…]")]);
    const [team = ""] = await texts(run, "meeting-record", "tom");
    expect(team).toContain("A second pilot in Lyon");
    expect(team).not.toContain("vendor");
    expect(await texts(run, "meeting-record", "nina")).toEqual([expect.stringContaining("Find a store")]);
    await expect(approveRecord(await actingAs(run, "sam"), meeting.id)).rejects.toMatchObject({ code: "RECORD_SENT" });

    await run.to("2026-12-08T12:00Z");
    const [next = ""] = await texts(run, "meeting-agenda", "zoe").then((all) => all.slice(-1));
    expect(next).toContain("1. *Suites données aux décisions et actions de la dernière séance*");
    expect(next).toContain("ATL-ACT-1 Find a store · Nina Diaz · échéance du 1er déc. dépassée");
    expect(next).toContain("2. *Budget*");
  });

  it("shows whoever has something to do all that their team reads of it, and nothing more", async () => {
    const { run, meeting } = await aMeeting();
    const add = async (title: string) =>
      addTopic(await actingAs(run, "zoe"), { meetingId: meeting.id, title, minutes: 10, guestIds: [] });
    await add("A second pilot?");
    await add("Budget");
    await run.to("2026-11-17T10:30Z");
    await write(run, meeting, (source) => (source === "request" ? { option: 0 } : {}));
    const [pilot, budget] = (await topicsOf(run.db, meeting)).filter(({ source }) => source === "added");
    const blank = { decided: "", why: "", actions: [] };
    const ownerId = await idOf(run, "nina");
    const actions = [
      { what: "Write it down", ownerId, dueOn: "2026-12-01" },
      { what: "Tell the store", ownerId, dueOn: "2026-12-02" },
    ];
    await writeRecord(await actingAs(run, "zoe"), {
      meetingId: meeting.id,
      written: [
        { ...blank, topicId: pilot?.id ?? "", version: pilot?.version ?? 0, decided: "In Lyon" },
        { ...blank, topicId: budget?.id ?? "", version: budget?.version ?? 0, actions },
      ],
    });
    const presentIds = await Promise.all(["sam", "sofia"].map((who) => idOf(run, who)));
    await closeMeeting(await actingAs(run, "zoe"), { meetingId: meeting.id, presentIds });
    await approveRecord(await actingAs(run, "sam"), meeting.id);
    await run.to("2026-11-18T18:00Z");
    const [record = ""] = await texts(run, "meeting-record", "nina");
    for (const words of ["Decided: In Lyon", "Action: Write it down"]) expect(record).toContain(words);
    expect(record).not.toContain("vendor");

    // She was not there.
    const asks = "This was given to you: “ATL-ACT-1 Write it down · Nina Diaz · by Dec 1”. Fine with you?";
    expect(record).toContain(`${asks}\n[Fine] [Another date…] [Not me…]`);
    await confirmItem(await actingAs(run, "nina"), { id: await itemIdOf(run, "Write it down") });
    await run.settle();
    const [answered = ""] = await texts(run, "meeting-record", "nina");
    expect(answered).toContain("✓ ATL-ACT-1 Write it down · Nina Diaz · by Dec 1");
    expect(answered).toContain("This was given to you: “ATL-ACT-2 Tell the store");
    await run.to("2026-11-19T18:00Z");
    const silent = "• ATL-ACT-2 Tell the store · Nina Diaz · pour le 2 déc.";
    expect(await texts(run, "meeting-news", "zoe")).toEqual([expect.stringContaining(silent)]);
    expect(await texts(run, "item-given", "nina")).toEqual([]);
  });

  it("closes by itself after two working days, and goes to all the next noon", async () => {
    const { run, meeting } = await aMeeting();
    await run.to("2026-11-17T10:30Z");
    await write(run, meeting, () => ({ noted: "The vendor shows its plan on Friday" }));
    await run.to("2026-11-19T20:00Z");
    expect(await texts(run, "meeting-record", "sam")).toEqual([expect.stringContaining("Noted: The vendor")]);
    expect(await texts(run, "meeting-record", "ravi")).toEqual([]);
    await run.to("2026-11-20T13:00Z");
    expect(await texts(run, "meeting-record", "ravi")).toEqual([expect.stringContaining("Noted: The vendor")]);
  });

  it("shows whoever is second the words of the first, and is corrected in editions", async () => {
    const { run, meeting } = await aMeeting();
    await run.to("2026-11-17T10:30Z");
    const [seen] = await topicsOf(run.db, meeting);
    await write(run, meeting, () => ({ decided: "Wait for the new price" }));
    const old = { topicId: seen?.id ?? "", version: seen?.version ?? 0, decided: "Approve it at once" };
    const second = await writeRecord(await actingAs(run, "sam"), { meetingId: meeting.id, written: [old] });
    expect(second).toMatchObject({ meanwhile: [{ decided: "Wait for the new price" }] });

    const presentIds = [await idOf(run, "sam"), await idOf(run, "ravi")];
    await closeMeeting(await actingAs(run, "sam"), { meetingId: meeting.id, presentIds });
    await run.settle();
    expect(await texts(run, "meeting-record", "ravi")).toEqual([expect.stringContaining("Wait for the new price")]);
    await write(run, meeting, () => ({ noted: "The price comes on Friday" }));
    await run.to("2026-11-17T10:35Z");
    expect(await texts(run, "meeting-record", "ravi")).toEqual([
      expect.stringContaining("The price comes on Friday"),
      expect.stringContaining("*Corrected record: Steering committee of Atlas*"),
    ]);
  });
});
