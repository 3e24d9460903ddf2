/** Meetings on bad days: moved twice, without quorum or chair, too early, too late, by those who may not. */
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { goAway } from "../../src/check-ins/away/absences.ts";
import { actionsTyped, peopleToName } from "../../src/meetings/actions-typed.ts";
import { addTopic, approveAgenda, changeTopic, giveToChair } from "../../src/meetings/agenda.ts";
import { closeMeeting, closeWithin } from "../../src/meetings/closing.ts";
import { type Meeting, meetingsOf, type Topic, topicsOf } from "../../src/meetings/meetings.ts";
import { meetingsReading } from "../../src/meetings/meetings-reading.ts";
import { cancelMeeting, moveMeeting } from "../../src/meetings/moving.ts";
import { setTopicAside, writeRecord } from "../../src/meetings/record.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeItem } from "../../src/register/acts.ts";
import { actingAs, leaveSlack, personIn, type Run, sentAs } from "../support/run.ts";
import { aCommittee, addRequest, aRequest, MONTHLY, meets, programIdIn } from "./a-committee.ts";

async function aMeeting(quorum: number | null = null): Promise<{ run: Run; meeting: Meeting }> {
  const run = await aCommittee();
  const [meeting] = await meets(run, { quorum });
  if (!meeting) throw new Error("Nothing is planned");
  return { run, meeting };
}

async function add(run: Run, by: string, meeting: Meeting, title: string): Promise<Topic> {
  const topic = { meetingId: meeting.id, title, minutes: 10, guestIds: [] };
  await addTopic(await actingAs(run, by), topic);
  const added = (await topicsOf(run.db, meeting)).find((each) => each.title === title);
  if (!added) throw new Error("Nothing was added");
  return added;
}

async function decide(run: Run, { id: topicId, version, meeting_id: meetingId }: Topic, decided: string) {
  return writeRecord(await actingAs(run, "zoe"), { meetingId, written: [{ topicId, version, decided }] });
}

const idOf = async (run: Run, handle: string) => (await personIn(run, handle)).id;
const code = (wanted: string) => ({ code: wanted });

async function texts(run: Run, kind: string, handle: string): Promise<string[]> {
  return (await sentAs(run, kind, handle)).map(({ text }) => text.replaceAll("\u00a0", " "));
}

async function coming(run: Run): Promise<Meeting[]> {
  const { workspace_id: workspaceId } = await personIn(run, "zoe");
  return meetingsOf(run.db, workspaceId, { programIds: [await programIdIn(run)] });
}

/** What a calendar reads of the files that somebody has got. */
function eventsOf(run: Run, handle: string) {
  const files = run
    .as(handle)
    .dm()
    .flatMap((message) => message.files ?? []);
  return files.map(({ id }) => {
    const { bytes } = run.sandbox.slack.files.opened(String(id)) ?? { bytes: "" };
    const calendar = new ICAL.Component(ICAL.parse(bytes.toString()));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
    const method = calendar.getFirstPropertyValue("method");
    return {
      method,
      uid: event.uid,
      sequence: event.sequence,
      at: event.startDate.toJSDate().toISOString(),
      where: event.location,
    };
  });
}

describe("dates", () => {
  it("are set by whoever prepares, sits in or leads it alone, and lie ahead", async () => {
    const run = await aCommittee();
    await expect(meets(run, { by: "tom" })).rejects.toMatchObject(code("MEETINGS_NOT_YOURS"));
    const past = { ...MONTHLY, first: "2026-10-01", repeats: "once" as const };
    await expect(meets(run, { dates: past })).rejects.toMatchObject(code("MEETING_IN_PAST"));
    await expect(meets(run, { quorum: 4 })).rejects.toMatchObject(code("QUORUM_WRONG"));
    expect(await coming(run)).toEqual([]);
  });

  it("keep the hour on the wall over a change of clocks, and leave out what is a day off", async () => {
    const run = await aCommittee();
    const dates = { ...MONTHLY, first: "2027-03-16", repeats: "two-weeks" as const };
    const planned = await meets(run, { dates });
    expect(planned.map(({ starts_at: at }) => at)).toEqual([
      "2027-03-16T10:00:00.000Z",
      "2027-03-30T09:00:00.000Z",
      "2027-04-13T09:00:00.000Z",
      "2027-04-27T09:00:00.000Z",
    ]);
  });

  it("take topics along where they change, and leave none behind where they end", async () => {
    const { run, meeting } = await aMeeting();
    await add(run, "zoe", meeting, "Budget");
    const [next] = await meets(run, { dates: { ...MONTHLY, first: "2026-11-24" } });
    if (!next) throw new Error("Nothing is planned");
    expect(await topicsOf(run.db, next)).toMatchObject([{ title: "Budget" }]);
    await meets(run, { dates: null });
    expect(await coming(run)).toMatchObject([{ id: next.id, state: "cancelled" }]);
  });
});

describe("a meeting that moves", () => {
  it("is told once each time, with its date as a file that replaces the one before", async () => {
    const { run, meeting } = await aMeeting();
    await add(run, "ravi", meeting, "Budget");
    await run.to("2026-11-13T12:00Z");
    const move = async (startsAt: string) => {
      const to = { meetingId: meeting.id, startsAt, zone: "Europe/London", place: "Room 9" };
      return moveMeeting(await actingAs(run, "zoe"), to);
    };
    await expect(move("2026-11-13T11:00:00.000Z")).rejects.toMatchObject(code("MEETING_IN_PAST"));
    await expect(move("2026-12-15T16:00:00.000Z")).rejects.toMatchObject(code("MEETING_ON_THAT_DAY"));
    await move("2026-11-18T10:00:00.000Z");
    await run.to("2026-11-13T13:00Z");
    await move("2026-11-19T10:00:00.000Z");
    await run.to("2026-11-13T14:00Z");
    const moved = (await texts(run, "meeting-news", "ravi")).filter((text) => text.includes("was moved"));
    expect(moved).toHaveLength(2);
    expect(moved[1]).toContain("Not Wed, 18 Nov, 3:30 pm, but Thu, 19 Nov, 3:30 pm · Room 9.");
    expect(eventsOf(run, "ravi")).toMatchObject([
      { method: "PUBLISH", sequence: 0, at: "2026-11-17T10:00:00.000Z", where: "Room 3" },
      { method: "PUBLISH", sequence: 1, at: "2026-11-18T10:00:00.000Z" },
      { method: "PUBLISH", sequence: 2, at: "2026-11-19T10:00:00.000Z", where: "Room 9" },
    ]);
    expect(new Set(eventsOf(run, "ravi").map(({ uid }) => uid)).size).toBe(1);
    expect(await topicsOf(run.db, meeting)).toMatchObject([{ title: "Budget" }]);
  });

  it("gives its topics to the next one where it is cancelled", async () => {
    const { run, meeting } = await aMeeting();
    await add(run, "ravi", meeting, "Budget");
    await run.to("2026-11-13T12:00Z");
    await expect(cancelMeeting(await actingAs(run, "ravi"), meeting.id)).rejects.toMatchObject(
      code("MEETING_NOT_PREPARED_BY_YOU"),
    );
    await cancelMeeting(await actingAs(run, "zoe"), meeting.id);
    await run.to("2026-11-13T13:00Z");
    expect((await texts(run, "meeting-news", "ravi")).at(-1)).toContain(
      "Zoé Petit has cancelled the meeting of Tue, 17 Nov",
    );
    expect(eventsOf(run, "ravi").at(-1)).toMatchObject({ method: "CANCEL", sequence: 1 });
    const [next] = (await coming(run)).filter(({ state }) => state === "planned");
    expect(next && (await topicsOf(run.db, next))).toMatchObject([{ title: "Budget", state: "on" }]);
    await expect(add(run, "zoe", meeting, "Late")).rejects.toMatchObject(code("MEETING_OVER"));
  });
});

describe("an agenda", () => {
  it("has at most eight topics, whose requests come first, and takes no more", async () => {
    const { run, meeting } = await aMeeting();
    for (let number = 1; number <= 60; number += 1) await addRequest(run, `Question ${number}?`);
    await run.db.deleteFrom("delivery").where("kind", "=", "request").execute();
    const own = await add(run, "ravi", meeting, "Budget");
    await run.to("2026-11-10T12:00Z");
    const topics = await topicsOf(run.db, meeting);
    expect(topics.map(({ source }) => source)).toEqual([...Array(7).fill("request"), "added"]);
    await expect(add(run, "zoe", meeting, "One more")).rejects.toMatchObject(code("TOPICS_FULL"));
    const out = { meetingId: meeting.id, topicId: own.id, change: "out" as const };
    await expect(changeTopic(await actingAs(run, "ravi"), out)).rejects.toMatchObject(
      code("MEETING_NOT_PREPARED_BY_YOU"),
    );
    await changeTopic(await actingAs(run, "zoe"), out);
    await expect(changeTopic(await actingAs(run, "zoe"), out)).rejects.toMatchObject(code("TOPIC_GONE"));
    await expect(approveAgenda(await actingAs(run, "zoe"), meeting.id)).rejects.toMatchObject(
      code("MEETING_NOT_CHAIRED"),
    );
    await expect(giveToChair(await actingAs(run, "nina"), meeting.id)).rejects.toMatchObject(code("MEETING_GONE"));
  });

  it("says of a request what became of it meanwhile", async () => {
    const { run, meeting } = await aMeeting();
    const { id } = await aRequest(run);
    await run.to("2026-11-10T12:00Z");
    await closeItem(await actingAs(run, "lea"), { id, note: "" });
    await giveToChair(await actingAs(run, "zoe"), meeting.id);
    await run.to("2026-11-10T13:00Z");
    expect(await texts(run, "meeting-agenda", "sam")).toEqual([expect.stringContaining("withdrawn meanwhile")]);
  });

  it("takes topics of members until the day before, of whoever prepares it until it begins", async () => {
    const { run, meeting } = await aMeeting();
    await run.to("2026-11-17T08:00Z");
    await expect(add(run, "ravi", meeting, "Late")).rejects.toMatchObject(code("TOPIC_TOO_LATE"));
    const topic = await add(run, "zoe", meeting, "Just in time");
    const words = { meetingId: meeting.id, written: [{ topicId: topic.id, version: 1, noted: "Heard" }] };
    await expect(writeRecord(await actingAs(run, "zoe"), words)).rejects.toMatchObject(code("RECORD_TOO_EARLY"));
    await run.to("2026-11-17T09:50Z");
    await writeRecord(await actingAs(run, "zoe"), words);
    await expect(add(run, "zoe", meeting, "Too late")).rejects.toMatchObject(code("MEETING_BEGUN"));
    const gone = { meetingId: meeting.id, written: [{ topicId: "gone", version: 1, noted: "Heard" }] };
    await expect(writeRecord(await actingAs(run, "zoe"), gone)).rejects.toMatchObject(code("TOPIC_GONE"));
  });

  it("is prepared by the next member where the chair is away and nobody is its secretary", async () => {
    const { run } = await aMeeting();
    await run.db.deleteFrom("seat").where("role", "=", "secretary").execute();
    const person = await personIn(run, "sam");
    const days = { from: "2026-11-09", until: "2026-11-20", delegate: null };
    await goAway(await actingAs(run, "sam"), { person, ...days });
    await run.to("2026-11-10T12:00Z");
    expect(await texts(run, "meeting-agenda", "sam")).toEqual([]);
    const prepared = [
      ...(await texts(run, "meeting-agenda", "ravi")),
      ...(await texts(run, "meeting-agenda", "sofia")),
    ];
    expect(prepared).toEqual([expect.stringContaining("[Fine, send it]")]);
  });

  it("shows a guest of one topic nothing of the others, and somebody outside nothing at all", async () => {
    const { run, meeting } = await aMeeting();
    await add(run, "zoe", meeting, "Budget");
    const pilot = { meetingId: meeting.id, title: "Pilot", minutes: 10, guestIds: [await idOf(run, "nina")] };
    await addTopic(await actingAs(run, "zoe"), pilot);
    await run.to("2026-11-13T20:00Z");
    const asked = { programId: null, meetingId: meeting.id };
    const guest = await meetingsReading.read(await actingAs(run, "nina"), asked);
    expect(guest.opened?.topics).toMatchObject([{ title: "Pilot" }]);
    expect(guest.coming).toHaveLength(1);
    await expect(meetingsReading.read(await actingAs(run, "tom"), asked)).rejects.toMatchObject(code("MEETING_GONE"));
  });
});

describe("a record", () => {
  it("becomes a request with a vote where too few were there", async () => {
    const { run, meeting } = await aMeeting(2);
    const topic = await add(run, "zoe", meeting, "Budget");
    await run.to("2026-11-17T10:30Z");
    await decide(run, topic, "Spend 40,000 on a second store");
    await closeMeeting(await actingAs(run, "zoe"), { meetingId: meeting.id, presentIds: [await idOf(run, "sam")] });
    const items = await run.db.selectFrom("item").selectAll().execute();
    expect(items).toMatchObject([{ type: "request", title: "Spend 40,000 on a second store", state: "open" }]);
    expect(JSON.parse(items[0]?.details ?? "{}")).toMatchObject({ waiting: { because: "vote" } });
  });

  it("closes once, whoever presses, and enters everything once", async () => {
    const { run, meeting } = await aMeeting();
    const topic = await add(run, "zoe", meeting, "Budget");
    await run.to("2026-11-17T10:30Z");
    await decide(run, topic, "Spend it");
    const presentIds = [await idOf(run, "sam")];
    await Promise.all(
      ["zoe", "sam"].map(async (who) => closeMeeting(await actingAs(run, who), { meetingId: meeting.id, presentIds })),
    );
    expect(await run.db.selectFrom("item").selectAll().execute()).toHaveLength(1);
    const aside = { meetingId: meeting.id, topicId: topic.id, as: "carried" as const };
    await expect(setTopicAside(await actingAs(run, "zoe"), aside)).rejects.toMatchObject(code("MEETING_OVER"));
  });

  it("is whole or not there at all where the process ends while it is closed", async () => {
    const { run, meeting } = await aMeeting();
    const topic = await add(run, "zoe", meeting, "Budget");
    await run.to("2026-11-17T10:30Z");
    await decide(run, topic, "Spend it");
    const presentIds = [await idOf(run, "zoe"), await idOf(run, "sam")];
    const closed = () => run.db.selectFrom("meeting").select("state").where("id", "=", meeting.id).executeTakeFirst();
    const byId = await idOf(run, "sam");
    const sitting = (await coming(run)).find(({ id }) => id === meeting.id) ?? meeting;
    const ended = inTransaction(run.db, async (tx) => {
      await closeWithin(run.app.services, tx, sitting, { byId, isByChair: true });
      throw new Error("The process ends here");
    });
    await expect(ended).rejects.toThrow("ends here");
    expect(await closed()).toEqual({ state: "sitting" });
    expect(await run.db.selectFrom("item").selectAll().execute()).toEqual([]);

    await closeMeeting(await actingAs(run, "sam"), { meetingId: meeting.id, presentIds });
    await run.to("2026-11-17T12:00Z");
    expect(await run.db.selectFrom("item").selectAll().execute()).toHaveLength(1);
    expect(await texts(run, "meeting-record", "ravi")).toEqual([expect.stringContaining("Decided: Spend it")]);
  });

  it("replaces a decision that was entered where it is corrected, and keeps the first", async () => {
    const { run, meeting } = await aMeeting();
    const topic = await add(run, "zoe", meeting, "Budget");
    await run.to("2026-11-17T10:30Z");
    await decide(run, topic, "Spend 40,000");
    await closeMeeting(await actingAs(run, "sam"), { meetingId: meeting.id, presentIds: [await idOf(run, "sam")] });
    const [written] = await topicsOf(run.db, meeting);
    if (!written) throw new Error("Nothing was written");
    await decide(run, written, "Spend 30,000");
    const items = await run.db.selectFrom("item").select(["title", "state"]).orderBy("number").execute();
    expect(items).toEqual([
      { title: "Spend 40,000", state: "replaced" },
      { title: "Spend 30,000", state: "active" },
    ]);
  });

  it("reads what, who and by when of each line, and asks where two fit or nobody does", async () => {
    const { run } = await aMeeting();
    await leaveSlack(run, "tom");
    const { workspace_id: workspaceId } = await personIn(run, "zoe");
    const people = await peopleToName(run.db, workspaceId);
    const naming = {
      people: [...people, { id: "other", name: "Nina Falk", handle: "falk", slack_user_id: "U9" }],
      near: new Set<string>(),
      today: "2026-11-17",
    };
    const read = (locale: string, typed: string) => actionsTyped({ locale }, typed, naming);
    expect(read("en-GB", "Call the vendor, then write, Sofia Rossi, 12 Dec")).toEqual({
      actions: [{ what: "Call the vendor, then write", ownerId: await idOf(run, "sofia"), dueOn: "2026-12-12" }],
    });
    expect(read("fr-FR", "Appeler, @ravi, 03/12/2026")).toMatchObject({ actions: [{ dueOn: "2026-12-03" }] });
    expect(read("en-GB", "Call, Nina, 12 Dec")).toMatchObject({
      problem: { because: "several", fit: ["Nina Diaz", "Nina Falk"] },
    });
    expect(read("en-GB", "Call, Tom, 12 Dec")).toMatchObject({ problem: { because: "nobody" } });
    expect(read("en-GB", "Call, Sofia, soon")).toMatchObject({ problem: { because: "day", day: "soon" } });
    expect(read("en-GB", "Call them")).toMatchObject({ problem: { because: "parts" } });
  });
});
