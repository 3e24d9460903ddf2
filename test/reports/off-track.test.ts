import { describe, expect, it } from "vitest";
import type { HealthAnswer } from "../../src/cadences/questions/questions.ts";
import { registered, type SendContext } from "../../src/delivery/message-kind.ts";
import { enqueue } from "../../src/delivery/outbox.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { recordKeys } from "../../src/register/ids.ts";
import { requestKind } from "../../src/register/requests/messages.ts";
import { noteRequestsShown } from "../../src/register/requests/shown-with-others.ts";
import { announceOffTrack, offTrackKey, offTrackKind } from "../../src/reports/digest/off-track-message.ts";
import { recordStatus } from "../../src/reports/facts/statuses.ts";
import { aDatabase, bothDatabases, type DatabaseName } from "../support/databases.ts";
import { aRecord, type RecordedPerson } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { anItem, happens } from "./recorded.ts";

const TEN = "2026-11-04T10:00:00.000Z";
const at = (time: string): Instant => `2026-11-04T${time}:00.000Z`;
const RED: HealthAnswer = {
  colour: "red",
  reason: "A third of receipts rejected",
  pathToGreen: { action: "Second supplier", by: "2026-12-14" },
};
const GREEN: HealthAnswer = { colour: "green" };

const kind = registered(offTrackKind);

async function loyalty(name: DatabaseName) {
  const db = await aDatabase(name);
  const record = await aRecord(db);
  const { workspaceId } = record;
  const services = servicesAt(db, TEN);
  const [tom, dan, priya, margaret, omar] = [
    await record.person("tom", { name: "Tom Whitfield" }),
    await record.person("dan"),
    await record.person("priya"),
    await record.person("margaret"),
    await record.person("omar"),
  ];
  const seats = { lead: [tom], deputy: [dan], team: [priya], sponsor: [margaret, omar, tom] };
  const program = await record.program("loyalty", { title: "Loyalty", seats });
  const revisions = new Map<string, number>();
  const save = async (
    answeredAt: Instant,
    health: HealthAnswer,
    options: { by?: RecordedPerson; id?: string } = {},
  ) => {
    const { by = tom, id = "answer" } = options;
    const revision = (revisions.get(id) ?? 0) + 1;
    const saved = { workspaceId, programId: program.id, checkInId: id, revision, personId: by.id, answeredAt, health };
    services.clock.at = answeredAt;
    await inTransaction(db, async (tx) => {
      await recordStatus(services, tx, saved);
      await announceOffTrack(services, tx, saved);
    });
    revisions.set(id, revision);
    return saved;
  };
  const messages = () =>
    db
      .selectFrom("delivery")
      .select(["person_id", "due_at", "subject"])
      .where("kind", "=", "off-track")
      .orderBy("id")
      .execute();
  const context = (now: Instant, locale = "en-GB", sentAt?: Instant): SendContext => {
    const slack = { channel: () => Promise.reject(new Error("No Slack")), permalink: async () => null };
    return {
      db,
      slack,
      now,
      events: services.events,
      workspaceId,
      reader: { locale, zone: "UTC" },
      ...(sentAt && { sentAt }),
    };
  };
  /** Of the messages on their way, those that would go then. */
  const wanted = async (now: Instant) => {
    const due = (await messages()).filter(({ due_at: dueAt }) => dueAt <= now);
    const answers = await Promise.all(due.map(({ subject }) => kind.stillWanted(context(now), JSON.parse(subject))));
    return answers.filter((isWanted) => isWanted).length;
  };
  const shown = async (now: Instant, locale?: string, sentAt?: Instant) => {
    const [first] = await messages();
    const { text, blocks } = await kind.message(context(now, locale, sentAt), JSON.parse(first?.subject ?? ""));
    return { text, blocks: JSON.stringify(blocks).replaceAll("\u00a0", " ") };
  };
  return { db, record, services, program, tom, dan, priya, margaret, omar, save, messages, wanted, shown };
}

describe.each(bothDatabases)("a program that goes off track, on %s", (name) => {
  it("is announced ten minutes after it was saved to each sponsor but the one who saved it", async () => {
    const { save, messages, margaret, omar } = await loyalty(name);
    await save(at("09:00"), GREEN);
    await save(TEN, RED, { id: "next" });
    expect(await messages()).toMatchObject([
      { person_id: margaret.id, due_at: at("10:10") },
      { person_id: omar.id, due_at: at("10:10") },
    ]);
  });

  it("is announced when its first status is off track, and when its deputy saves it", async () => {
    const { save, messages, dan } = await loyalty(name);
    await save(TEN, RED, { by: dan });
    expect(await messages()).toHaveLength(3);
  });

  it("is not announced when its deputy saves it beside the lead's answer of that round, but when the lead does", async () => {
    const { record, program, save, messages, shown, tom, dan } = await loyalty(name);
    const round = await record.round(await record.cadence(program, {}), "2026-11-04", [tom, dan]);
    const answers = {
      tom: await record.answer(round, tom, at("09:00"), {}),
      dan: await record.answer(round, dan, TEN, {}),
    };
    await save(at("09:00"), GREEN, { id: answers.tom.checkInId });
    await save(TEN, RED, { by: dan, id: answers.dan.checkInId });
    expect(await messages()).toEqual([]);
    await save(at("10:30"), { ...RED, reason: "Half of receipts rejected" }, { id: answers.tom.checkInId });
    expect((await messages()).map(({ due_at: dueAt }) => dueAt)).toEqual([at("10:40"), at("10:40")]);
    expect((await shown(at("10:40"))).blocks).toContain("Half of receipts rejected");
  });

  it.each([TEN, at("11:00")])("is announced once where its deputy and, at %s, its lead save it", async (later) => {
    const { record, program, save, messages, wanted, tom, dan } = await loyalty(name);
    const round = await record.round(await record.cadence(program, {}), "2026-11-04", [tom, dan]);
    const { checkInId: dans } = await record.answer(round, dan, TEN, {});
    const { checkInId: toms } = await record.answer(round, tom, later, {});
    await save(TEN, RED, { by: dan, id: dans });
    await save(later, RED, { id: toms });
    expect(await messages()).toHaveLength(3);
    expect(await wanted(at("11:10"))).toBe(3);
  });

  it("is taken back where its lead answers the round otherwise", async () => {
    const { record, program, save, wanted, tom, dan } = await loyalty(name);
    const round = await record.round(await record.cadence(program, {}), "2026-11-04", [tom, dan]);
    await save(TEN, RED, { by: dan, id: (await record.answer(round, dan, TEN, {})).checkInId });
    await save(at("10:05"), GREEN, { id: (await record.answer(round, tom, at("10:05"), {})).checkInId });
    expect(await wanted(at("10:10"))).toBe(0);
  });

  it("is not announced when somebody who does not lead saves it", async () => {
    const { save, messages, priya } = await loyalty(name);
    await save(TEN, RED, { by: priya });
    expect(await messages()).toEqual([]);
  });

  it("is not announced when it is taken back within ten minutes", async () => {
    const { save, wanted } = await loyalty(name);
    await save(TEN, RED);
    await save(at("10:08"), GREEN);
    expect(await wanted(at("10:10"))).toBe(0);
  });

  it("is announced once while it is off track, whatever is saved again", async () => {
    const { save, messages, wanted } = await loyalty(name);
    await save(TEN, RED);
    await save(at("10:05"), { ...RED, reason: "Half of receipts rejected" });
    await save(at("11:00"), RED, { id: "next" });
    expect(await messages()).toHaveLength(2);
    expect(await wanted(at("11:00"))).toBe(2);
  });

  it("is announced again when it has been on track between, by the last word of a day", async () => {
    const { save, messages, wanted } = await loyalty(name);
    await save(TEN, RED);
    await save(at("11:00"), GREEN, { id: "slip" });
    await save(at("12:00"), RED, { id: "again" });
    await save("2026-11-05T11:00:00.000Z", GREEN, { id: "next" });
    await save("2026-11-06T12:00:00.000Z", RED, { id: "last" });
    const again = "2026-11-06T12:10:00.000Z";
    expect((await messages()).map(({ due_at: dueAt }) => dueAt)).toEqual([at("10:10"), at("10:10"), again, again]);
    expect(await wanted(again)).toBe(2);
  });

  it("leaves neither status nor message where the process ends before all is stored, and one of each after the repeat", async () => {
    const { db, record, services, save, messages, program, tom } = await loyalty(name);
    const answer = {
      ...{ workspaceId: record.workspaceId, programId: program.id, checkInId: "answer", revision: 1 },
      ...{ personId: tom.id, answeredAt: TEN, health: RED },
    };
    const cut = inTransaction(db, async (tx) => {
      await recordStatus(services, tx, answer);
      await announceOffTrack(services, tx, answer);
      throw new Error("Killed");
    });
    await expect(cut).rejects.toThrow("Killed");
    expect(await messages()).toEqual([]);
    const again = await save(TEN, RED);
    await inTransaction(db, (tx) => announceOffTrack(services, tx, again));
    expect(await messages()).toHaveLength(2);
  });

  it("goes to nobody who is no sponsor any more, and of no program that was closed", async () => {
    const { db, save, wanted, margaret, program } = await loyalty(name);
    await save(TEN, RED);
    await db.deleteFrom("seat").where("person_id", "=", margaret.id).execute();
    expect(await wanted(at("10:10"))).toBe(1);
    await db.updateTable("program").set({ state: "closed" }).where("id", "=", program.id).execute();
    expect(await wanted(at("10:10"))).toBe(0);
  });

  it("is shown with the lead's last words, what is being done and until when, and a button that opens it", async () => {
    const { save, shown, program } = await loyalty(name);
    await save(at("09:00"), { colour: "amber" });
    await save(TEN, { colour: "red" });
    await save(at("10:05"), RED);
    const { text, blocks } = await shown(at("10:10"));
    expect(text).toBe("Loyalty is off track");
    for (const words of ["A third of receipts rejected", "Second supplier (by 14 Dec)", "🟠 At risk → 🔴 Off track"])
      expect(blocks).toContain(words);
    expect(blocks).toContain("Saved by Tom Whitfield, Wed 4 Nov, 10:05");
    expect(blocks).toContain(`"action_id":"report.open","text":{"type":"plain_text","text":"Open the program…"`);
    expect(blocks).toContain(`"value":"${program.id}"`);
  });

  it("keeps its words and the time of its saving when it is made again, whatever was saved since", async () => {
    const { save, shown } = await loyalty(name);
    await save(at("09:00"), { colour: "amber" }, { id: "before" });
    await save(TEN, RED);
    await save(at("12:00"), { ...RED, reason: "Half of receipts rejected" }, { id: "next" });
    const { blocks } = await shown(at("12:01"), "en-GB", at("10:10"));
    expect(blocks).toContain("A third of receipts rejected");
    expect(blocks).toContain("Saved by Tom Whitfield, Wed 4 Nov, 10:00");
  });

  it("says in its place what the program has become since it was sent", async () => {
    const { db, save, shown, messages } = await loyalty(name);
    await save(TEN, RED);
    await db
      .updateTable("delivery")
      .set({ state: "sent", sent_at: at("10:10") })
      .execute();
    await save("2026-11-06T09:00:00.000Z", { colour: "amber" }, { id: "next" });
    expect(await messages()).toHaveLength(4);
    const { blocks } = await shown("2026-11-06T09:01:00.000Z", "fr-FR", at("10:10"));
    expect(blocks).toContain("🟠 À risque depuis le 6 nov.");
  });

  it("is shown with the open requests to its reader, each with what decides it", async () => {
    const { db, record, program, save, shown, tom, dan, margaret, omar } = await loyalty(name);
    const asked = { type: "request" as const, by: tom, at: at("09:00"), due: "2026-11-06" };
    await anItem(db, record, program, { ...asked, title: "Release Dieter?", owner: margaret });
    await anItem(db, record, program, { ...asked, title: "Raise the budget?", owner: omar });
    await save(TEN, RED);
    await anItem(db, record, program, { ...asked, title: "A second tester?", owner: dan });
    const { blocks } = await shown(at("10:10"));
    // Of several sponsors each decides what one of them has.
    expect(blocks).toContain("Needs you (2)");
    for (const words of ["1. ", "Release Dieter?", "2. ", "Raise the budget?", "from Tom Whitfield"])
      expect(blocks).toContain(words);
    expect(blocks).not.toContain("A second tester?");
    expect(blocks).toContain(`"request.`);
  });

  it("leaves out a request that another message of the same day has put to its reader", async () => {
    const { db, record, services, program, save, shown, tom, margaret } = await loyalty(name);
    const asked = { type: "request" as const, by: tom, at: at("08:00"), due: "2026-11-06", title: "Release Dieter?" };
    const item = await anItem(db, record, program, { ...asked, owner: margaret });
    const { workspaceId } = record;
    const subject = { itemId: item.id, personId: margaret.id, revision: 1, as: "decider" as const };
    await inTransaction(db, (tx) =>
      enqueue(tx, services, requestKind, {
        ...{ workspaceId, subject, key: recordKeys.request(item.id, 1, margaret.id) },
        ...{ to: { personId: margaret.id }, notBefore: at("08:00") },
      }),
    );
    await save(TEN, RED);
    const sentAt = (sent_at: Instant) =>
      db.updateTable("delivery").set({ state: "sent", sent_at }).where("kind", "=", "request").execute();
    await sentAt(at("08:01"));
    expect((await shown(at("10:10"))).blocks).not.toContain("Release Dieter?");
    await sentAt("2026-11-03T08:01:00.000Z");
    expect((await shown(at("10:10"))).blocks).toContain("Release Dieter?");
  });

  it("leaves a request that a message names without buttons to come by itself the next morning", async () => {
    const { db, record, services, program, tom, margaret } = await loyalty(name);
    const asked = { type: "request" as const, by: tom, at: at("08:00"), due: "2026-11-20", owner: margaret };
    const shown = await anItem(db, record, program, { ...asked, title: "Release Dieter?" });
    const named = await anItem(db, record, program, { ...asked, title: "Raise the budget?" });
    const { workspaceId } = record;
    const sent = { workspaceId, key: "digest", personId: margaret.id, at: at("09:00"), isUpdate: false };
    await inTransaction(db, async (tx) => {
      for (const { id: itemId } of [shown, named])
        await enqueue(tx, services, requestKind, {
          ...{ workspaceId, key: recordKeys.request(itemId, 1, margaret.id), notBefore: "2026-11-17T09:00:00.000Z" },
          ...{ subject: { itemId, personId: margaret.id, revision: 1, as: "decider" }, to: { personId: margaret.id } },
        });
      const items = { itemIds: [shown.id, named.id], withButtons: [shown.id] };
      await noteRequestsShown(tx, { ...sent, stamps: services }, items);
    });
    const rows = await db
      .selectFrom("delivery")
      .select(["key", "state", "due_at"])
      .where("kind", "=", "request")
      .execute();
    const of = ({ id }: { id: string }) => rows.find(({ key }) => key.includes(id));
    expect(of(shown)?.state).toBe("dropped");
    expect(of(named)).toMatchObject({ state: "waiting", due_at: expect.stringContaining("2026-11-05T") });
  });

  it("follows its requests: one that is decided says so where it stands", async () => {
    const { db, record, services, program, save, shown, messages, tom, margaret } = await loyalty(name);
    const asked = { type: "request" as const, by: tom, at: at("09:00"), due: "2026-11-06", title: "Release Dieter?" };
    const item = await anItem(db, record, program, { ...asked, owner: margaret });
    await save(TEN, RED);
    const [first] = await messages();
    const subject: unknown = JSON.parse(first?.subject ?? "");
    const { workspaceId } = record;
    await inTransaction(db, (tx) =>
      kind.sent(tx, subject, { workspaceId, stamps: services, at: at("10:10"), isUpdate: false }),
    );
    const followed = await db.selectFrom("request_message").select(["item_id", "message_key"]).execute();
    expect(followed).toEqual([{ item_id: item.id, message_key: offTrackKey(offTrackKind.subject.parse(subject)) }]);

    const outcome = { option: null, text: "Release him", decidedBy: margaret.id };
    const decided = { ...outcome, decidedAt: at("10:30"), decisionId: "d", decisionCode: "D-1" };
    const details = JSON.stringify({ kind: "decision", outcome: decided });
    const changes = { state: "decided", closed_at: at("10:30"), details } as const;
    await happens(db, item, { event: "decided", by: margaret, at: at("10:30"), changes });
    const after = async (now: Instant) => (await shown(now, "en-GB", at("10:10"))).blocks;
    for (const words of ["Release him", "Needed you, settled since"]) expect(await after(at("10:31"))).toContain(words);
  });

  it("keeps what it showed as it goes to somebody else, and gains nothing that is raised later", async () => {
    const { db, record, services, program, save, shown, messages, tom, dan, margaret } = await loyalty(name);
    const asked = { type: "request" as const, by: tom, owner: margaret, at: at("09:00"), due: "2026-11-06" };
    const item = await anItem(db, record, program, { ...asked, title: "Release Dieter?" });
    await save(TEN, RED);
    const [first] = await messages();
    const facts = { workspaceId: record.workspaceId, stamps: services, at: at("10:10"), isUpdate: false };
    await inTransaction(db, (tx) => kind.sent(tx, JSON.parse(first?.subject ?? ""), facts));
    await happens(db, item, { event: "escalated", by: null, at: at("11:00"), changes: { owner_id: dan.id } });
    await anItem(db, record, program, { ...asked, at: at("11:10"), title: "Raise the budget?" });
    const { blocks } = await shown(at("11:20"), "en-GB", at("10:10"));
    for (const words of ["Needed you, settled since", "Release Dieter?", "Now with "]) expect(blocks).toContain(words);
    expect(blocks).not.toContain("Raise the budget?");
  });

  it("names whoever wrote its words for a lead who is away (48)", async () => {
    const { db, record, program, save, shown, tom, priya } = await loyalty(name);
    const round = await record.round(await record.cadence(program, {}), "2026-11-04", [tom]);
    const { checkInId } = await record.answer(round, tom, TEN, {});
    await db.updateTable("check_in_revision").set({ author_id: priya.id }).execute();
    await save(TEN, RED, { id: checkInId });
    expect((await shown(at("10:10"))).blocks).toMatch(/Saved by priya[^,]*, for Tom Whitfield, Wed 4 Nov, 10:00/i);
  });

  it("has no words of a check-in for whoever leads alone", async () => {
    const { record, program, save, shown, tom } = await loyalty(name);
    const cadence = await record.cadence(program, { disclosure: "lead" });
    const { checkInId } = await record.answer(await record.round(cadence, "2026-11-04", [tom]), tom, TEN, {});
    await save(TEN, RED, { id: checkInId });
    const { blocks } = await shown(at("10:10"));
    for (const words of ["receipts", "Second supplier", "14 Dec"]) expect(blocks).not.toContain(words);
  });
});
