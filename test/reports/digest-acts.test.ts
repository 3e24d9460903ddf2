/** What a reader does with a digest: forwards it, has it as a file, reads it again, reads the next one before it goes. */
import { describe, expect, it } from "vitest";
import { events } from "../../src/app/all-followers.ts";
import { nowSection } from "../../src/app/home-tab.ts";
import { getPerson } from "../../src/people/people.ts";
import type { Db } from "../../src/platform/database.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { visitorOf } from "../../src/programs/visitor-of-home.ts";
import { askQuestion, postpone } from "../../src/register/requests/acts.ts";
import { decide, undo } from "../../src/register/requests/decide.ts";
import { sendToCommittee } from "../../src/register/requests/votes.ts";
import { compileReports, draftReports } from "../../src/reports/compile/reports-store.ts";
import { readDigest, readingOf } from "../../src/reports/digest/digest-reading.ts";
import { sendDueDigests } from "../../src/reports/digest/digests.ts";
import { firstScreen } from "../../src/reports/digest/first-screen.ts";
import { digestKey, reportDigestKind } from "../../src/reports/digest/message.ts";
import { needsOf, needsReader } from "../../src/reports/digest/needs.ts";
import { nextDigest } from "../../src/reports/digest/next-digest.ts";
import { digestShown } from "../../src/reports/digest/own-digest.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import type { ScreenInput } from "../../src/reports/digest/screen.ts";
import { markSeen, seenKind } from "../../src/reports/digest/seen.ts";
import { thankTeam } from "../../src/reports/digest/thanks.ts";
import { forward, forwardedKind, forwardedText, inputToForward } from "../../src/reports/files/forward.ts";
import { reportFileKind, sendFile } from "../../src/reports/files/report-files.ts";
import { programScreen } from "../../src/reports/portfolio/program-screen.ts";
import { aDatabase, bothDatabases } from "../support/databases.ts";
import { listDigestsOf } from "../support/digests-of.ts";
import { aRecord, MONTHLY, questionsFeeding, WEEKLY } from "../support/record.ts";
import { servicesAt } from "../support/still-clock.ts";
import { wordsIn } from "../support/words-in.ts";
import { NO_EVENTS } from "./facts.ts";
import { anItem, happens, type RecordedItem } from "./recorded.ts";
import { EN, FR } from "./reported.ts";

const ANSWERED = "2026-10-30T10:00:00.000Z";
const SENT = "2026-11-04T09:00:00.000Z";
const DECIDED = "2026-11-05T10:00:00.000Z";
const LATER = "2026-11-06T10:00:00.000Z";

async function anOctober(db: Db) {
  const record = await aRecord(db);
  const { workspaceId } = record;
  const [lea, sofia] = [await record.person("lea", { name: "Lea" }), await record.person("sofia", { name: "Sofia" })];
  const atlas = await record.program("atlas", { title: "Atlas", seats: { lead: [lea], sponsor: [sofia] } });
  const monthly = await record.cadence(atlas, {
    rule: MONTHLY,
    questions: questionsFeeding("bottom-line", "progress"),
  });
  await record.answer(await record.round(monthly, "2026-10-30", [lea]), lea, ANSWERED, { progress: "Tills replaced" });
  const services = servicesAt(db, SENT);
  const at = (instant: string) => {
    services.clock.at = instant;
  };
  at("2026-10-30T12:00:00.000Z");
  await inTransaction(db, (tx) => refreshSchedule(tx, workspaceId, services.clock.at));
  at(SENT);
  return {
    ...{ record, lea, atlas, monthly, services, workspaceId, at },
    sofia: await getPerson(db, workspaceId, sofia.id),
    leadOf: await getPerson(db, workspaceId, lea.id),
    /** Sends what is due, and returns Sofia's digest. */
    async send() {
      await sendDueDigests(services);
      const [digest] = await listDigestsOf(db, { workspaceId, personId: sofia.id }, { rhythm: "monthly" });
      return digest?.id ?? expect.fail("No digest");
    },
    context: (reader = EN) => ({
      ...{ db, workspaceId, now: services.clock.at, events, reader },
      slack: { channel: async () => expect.fail("Slack is not asked"), permalink: async () => null },
    }),
    /** Returns what decides it. */
    async aRequest() {
      const raised = {
        type: "request",
        by: lea,
        owner: sofia,
        at: "2026-10-20T10:00:00.000Z",
        due: "2026-11-06",
      } as const;
      const asked = { ...raised, title: "Release a tester?", details: { kind: "decision" } };
      const item = await anItem(db, record, atlas, asked);
      const outcome = { option: null, text: "Release one", decidedBy: sofia.id, decidedAt: DECIDED };
      const details = { kind: "decision", outcome: { ...outcome, decisionId: "d", decisionCode: "D-1" } };
      const changes = { state: "decided", closed_at: DECIDED, details: JSON.stringify(details) } as const;
      return () => happens(db, item, { event: "decided", by: sofia, at: DECIDED, changes });
    },
    waiting: (kind: string) =>
      db.selectFrom("delivery").select(["person_id", "channel_id", "subject"]).where("kind", "=", kind).execute(),
  };
}

describe.each(bothDatabases)("a digest, on %s", (name) => {
  async function fresh() {
    const db = await aDatabase(name);
    return { db, ...(await anOctober(db)) };
  }

  it("offers to thank a team where its program has a channel, and refuses it elsewhere", async () => {
    const { db, workspaceId, atlas, services, sofia, send, waiting } = await fresh();
    const digestId = await send();
    const canThank = async () =>
      (await readDigest({ db, workspaceId, now: SENT }, digestId))?.input.programs.some(({ hasChannel }) => hasChannel);
    expect(await canThank()).toBe(false);
    const thanks = { digestId, programId: atlas.id, words: "Thank you all", viewId: "V1" };
    const thank = () => thankTeam({ ...services, actor: sofia }, thanks);
    await expect(thank()).rejects.toMatchObject({ code: "NOBODY_TO_THANK" });
    expect(await waiting("thanks")).toEqual([]);
    await db.updateTable("program").set({ channel_id: "C1" }).execute();
    expect(await canThank()).toBe(true);
    await thank();
    expect(await waiting("thanks")).toMatchObject([{ channel_id: "C1" }]);
  });

  it("is said to be seen once, which its lead reads in the morning, with the name of whoever pressed", async () => {
    const { db, services, sofia, leadOf, send, waiting, context } = await fresh();
    const digestId = await send();
    const foot = async () => {
      const shown = await digestShown(services, sofia, { isPreview: false });
      return JSON.stringify(shown.blocks);
    };
    expect(await foot()).toContain('"action_id":"digest.seen"');
    const seen = () => markSeen({ ...services, actor: sofia }, digestId);
    expect(await seen()).toEqual([leadOf.name]);
    expect(await seen()).toBeNull();
    expect(await foot()).not.toContain('"action_id":"digest.seen"');
    expect(await foot()).toContain("✓ Seen, thank you");
    expect(await waiting("digest-seen")).toMatchObject([{ person_id: leadOf.id }]);
    const subject = { digestId, readerId: sofia.id };
    const inFrench = await seenKind.message(context(FR), subject);
    expect(inFrench.text).toContain("a bien reçu la synthèse d’octobre et vous remercie");
    await expect(markSeen({ ...services, actor: leadOf }, digestId)).rejects.toMatchObject({
      code: "DIGEST_NOT_YOURS",
    });
    expect(await seenKind.stillWanted(context(), subject)).toBe(true);
    await db.updateTable("person").set({ is_deactivated: 1 }).where("id", "=", sofia.id).execute();
    expect(await seenKind.stillWanted(context(), subject)).toBe(false);
  });

  it("says to its reader by which seat they get it, and in which rhythm", async () => {
    const { db, sofia, send, context } = await fresh();
    const digestId = await send();
    const because = async (reader = EN) => reportDigestKind.why?.(context(reader), { digestId, part: 0 });
    expect(await because()).toEqual(["You get this monthly as sponsor of Atlas."]);
    await db.updateTable("seat").set({ role: "steering" }).where("person_id", "=", sofia.id).execute();
    const french = "Vous le recevez chaque mois\u00a0: comité de pilotage d’Atlas.";
    expect(await because(FR)).toEqual([french]);
  });

  it("is forwarded with what was decided since, and its day", async () => {
    const { services, sofia, send, at, aRequest } = await fresh();
    const decide = await aRequest();
    const digestId = await send();
    at(LATER);
    const forwarded = async () => (await forwardedText(services, sofia, digestId)).replaceAll("\u00a0", " ");
    expect(await forwarded()).toMatch(/Waiting for Sofia \(\d\)\n• Atlas · Release a tester\?/);
    await decide();
    expect(await forwarded()).toMatch(/• Atlas · Release a tester\? · decided by Sofia on \d+ Nov → /);
  });

  it("counts what needs its reader as Home does, whatever they do about it, votes among it", async () => {
    const { db, workspaceId, record, lea, atlas, services, sofia, send, at } = await fresh();
    const hugo = await record.person("hugo", { name: "Hugo" });
    await db
      .insertInto("seat")
      .values({
        ...(await db.selectFrom("seat").selectAll().executeTakeFirstOrThrow()),
        id: "hugos",
        person_id: hugo.id,
        role: "steering",
      })
      .execute();
    const raised = {
      type: "request",
      by: lea,
      owner: sofia,
      at: "2026-10-20T10:00:00.000Z",
      due: "2026-11-20",
    } as const;
    const ask = async (title: string) =>
      (await anItem(db, record, atlas, { ...raised, title, details: { kind: "decision" } })).id;
    const [first, second, third] = [await ask("A van?"), await ask("A tester?"), await ask("A month more?")];
    await anItem(db, record, atlas, { ...raised, type: "action", title: "Call Dieter", due: "2026-11-02" });
    const digestId = await send();
    const ctx = { ...services, actor: sofia };
    const counts = async () => {
      const now = services.clock.at;
      const digest = await readDigest({ db, workspaceId, now }, digestId);
      const heading = firstScreen(digest?.input ?? expect.fail("No digest")).needsHeading;
      const home = wordsIn(await nowSection({ services })(await visitorOf(services, sofia)));
      return [heading, home].map((words) => /Needs you \((\d)\)/.exec(words)?.[1] ?? "0");
    };
    expect(await counts()).toEqual(["3", "3"]);
    at("2026-11-04T09:10:00.000Z");
    await askQuestion(ctx, { itemId: first, question: "For how long?" });
    expect(await counts()).toEqual(["2", "2"]);
    await postpone(ctx, { itemId: second, until: "2026-11-12" });
    expect(await counts()).toEqual(["1", "1"]);
    await decide(ctx, { itemId: third, words: "Yes, until spring" });
    expect(await counts()).toEqual(["0", "0"]);
    await undo(ctx, { itemId: third });
    expect(await counts()).toEqual(["1", "1"]);

    await sendToCommittee(ctx, { itemId: third });
    expect(await counts()).toEqual(["0", "0"]);
    const voter = await getPerson(db, workspaceId, hugo.id);
    const wanted = { workspaceId, readerId: voter.id, zone: voter.zone, programIds: [atlas.id] };
    const { needs } = await needsOf(db, wanted, services.clock.at);
    const home = wordsIn(await nowSection({ services })(await visitorOf(services, voter)));
    expect(needs.filter(needsReader).map(({ title }) => title)).toEqual(["A month more?"]);
    expect(home).toContain("Needs you (1)");
  });

  it("keeps a late request late while a question about it is open, and says whose reply is awaited", async () => {
    const { db, record, lea, atlas, sofia, send, context } = await fresh();
    const raised = {
      type: "request",
      by: lea,
      owner: sofia,
      at: "2026-10-20T10:00:00.000Z",
      due: "2026-11-02",
    } as const;
    const ask = (title: string) => anItem(db, record, atlas, { ...raised, title, details: { kind: "decision" } });
    const question = async (item: RecordedItem, at: string) => {
      const waiting = { for: lea.id, until: "2026-11-02", because: "question" };
      const changes = { details: JSON.stringify({ kind: "decision", waiting }) };
      await happens(db, item, { event: "asked-back", by: sofia, at, note: "For how long?", changes });
    };
    await question(await ask("Release a tester?"), "2026-11-03T10:00:00.000Z");
    const other = await ask("A second van?");
    const digestId = await send();
    const screen = async () => {
      const digest = await readDigest({ ...context(), now: LATER }, digestId);
      return firstScreen(digest?.input ?? expect.fail("No digest"));
    };
    const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");
    const shown = async () => {
      const { headline, needs, needsHeading } = await screen();
      return [headline, needsHeading, needs.map(({ title, isOverdue }) => `${title} ${isOverdue}`).join()].map(plain);
    };
    const sent = ["Tills replaced.", ...["Needs you (1)", "A second van? true"]];
    expect(await shown()).toEqual(sent);
    await question(other, DECIDED);
    expect(await shown()).toEqual(["Tills replaced.", "Nothing needs you", "A second van? true"]);
  });

  it("says of a request that has gone on who has it, and asks for it no more", async () => {
    const { db, record, lea, atlas, services, sofia, send, at } = await fresh();
    const ines = await record.person("ines", { name: "Ines" });
    const raised = {
      type: "request",
      by: lea,
      owner: sofia,
      at: "2026-10-20T10:00:00.000Z",
      due: "2026-11-20",
    } as const;
    const asked = { ...raised, title: "Release a tester?", details: { kind: "decision" } };
    const item = await anItem(db, record, atlas, asked);
    const digestId = await send();
    await happens(db, item, {
      ...{ event: "delegated", by: sofia, at: DECIDED, note: "She knows the testers" },
      ...{ before: { owner_id: sofia.id }, after: { owner_id: ines.id }, changes: { owner_id: ines.id } },
    });
    at(LATER);
    const shown = JSON.stringify((await digestShown(services, sofia, { isPreview: false })).blocks);
    expect(shown).toContain("Now with Ines.");
    expect(shown).not.toContain("needs your decision");
    const opened = await programScreen(services, sofia, { programId: atlas.id, digestId });
    expect(JSON.stringify(opened.blocks).replaceAll("\u00a0", " ")).toContain("with Ines since 5 Nov");
  });

  it("says of a request in its thread who has decided it since", async () => {
    const { db, workspaceId, atlas, send, at, aRequest, services, sofia } = await fresh();
    const decide = await aRequest();
    const digestId = await send();
    const part = { digestId, part: 1, programIds: [atlas.id] };
    const facts = { workspaceId, stamps: services, at: SENT, isUpdate: false };
    await inTransaction(db, async (tx) => reportDigestKind.sent?.(tx, part, facts));
    const shown = await db.selectFrom("request_message").select("message_key").execute();
    expect(shown).toEqual([{ message_key: digestKey(digestId, 1) }]);
    at(LATER);
    await decide();
    const opened = await programScreen(services, sofia, { programId: atlas.id, digestId });
    expect(JSON.stringify(opened.blocks).replaceAll("\u00a0", " ")).toMatch(
      /Release a tester\? → Release one[^}]*\}[^}]*decided by you on 5 Nov/,
    );
  });

  it("names to a lead in their week the requests that their team may not read, and forwards none", async () => {
    const { db, record, lea, sofia, atlas, leadOf, workspaceId } = await fresh();
    const tina = await record.person("tina");
    await record.seat(atlas, tina, "team");
    const weekly = {
      rule: WEEKLY,
      readers: ["lead", "team"],
      audience: ["team"],
      questions: questionsFeeding("progress"),
    };
    const round = await record.round(await record.cadence(atlas, weekly), "2026-10-29", [tina]);
    await record.answer(round, tina, "2026-10-29T10:00:00.000Z", { progress: "Labels printed" });
    const asked = { type: "request", by: lea, owner: sofia, at: ANSWERED, disclosure: "above" } as const;
    await anItem(db, record, atlas, { ...asked, title: "Release a tester?", details: { kind: "decision" } });
    const period = { label: "2026-W44", from: "2026-10-26", until: "2026-11-01" };
    const wanted = { workspaceId, programIds: [atlas.id], rhythm: "weekly", period, yearStartMonth: 1 } as const;
    const stored = [...(await compileReports({ db, events: NO_EVENTS }, wanted, SENT)).values()].map((report) => ({
      state: "sent",
      report,
    }));
    const weekOf = async (person: typeof sofia) => {
      const reading = await readingOf(db, { person, rhythm: "weekly", asOf: SENT, now: SENT, stored });
      return reading?.input ?? expect.fail("No week");
    };
    const asks = ({ programs }: ScreenInput) =>
      programs.flatMap(({ report }) => report.lines.filter(({ kind }) => kind === "request").map(({ text }) => text));
    const own = await weekOf(leadOf);
    const ofTeam = await weekOf(await getPerson(db, workspaceId, tina.id));
    expect([own, ofTeam, inputToForward(own)].map(asks)).toEqual([["Release a tester?"], [], []]);
  });

  it("does not go where a newer one of its rhythm waits as well", async () => {
    const { db, workspaceId, services, sofia, send, at, context } = await fresh();
    await send();
    at("2026-12-03T09:00:00.000Z");
    await sendDueDigests(services);
    const digests = await listDigestsOf(db, { workspaceId, personId: sofia.id }, { rhythm: "monthly" });
    const isWanted = ({ id }: { id: string }) => reportDigestKind.stillWanted(context(), { digestId: id, part: 0 });
    expect(await Promise.all(digests.map(isWanted))).toEqual([false, true]);
  });

  it("is posted once to a person and a channel, in the name of whoever forwards it", async () => {
    const { services, sofia, leadOf, send, waiting, context } = await fresh();
    const digestId = await send();
    const forwarding = { digestId, text: "Read *this* <!channel>", viewId: "V1" };
    const to = [{ personId: leadOf.id }, { channelId: "C1" }];
    await forward({ ...services, actor: sofia }, { ...forwarding, to });
    await forward({ ...services, actor: sofia }, { ...forwarding, to });
    const sent = await waiting("forwarded");
    expect(sent.map((row) => [row.person_id, row.channel_id])).toEqual([
      [leadOf.id, null],
      [null, "C1"],
    ]);
    const subject = forwardedKind.subject.parse(JSON.parse(String(sent[0]?.subject)));
    const { text, blocks } = await forwardedKind.message(context(FR), subject);
    expect(text).toBe("Transféré par Sofia");
    expect(JSON.stringify(blocks[1])).toContain('{"type":"text","text":"Read *this* <!channel>"}');
  });

  it("opens a program as it was sent, with a way to the present, until its reader's role has ended", async () => {
    const { db, record, lea, atlas, monthly, services, sofia, leadOf, send, at } = await fresh();
    const digestId = await send();
    const november = await record.round(monthly, "2026-11-30", [lea]);
    await record.answer(november, lea, LATER, { progress: "Kiosks replaced" });
    at("2026-11-07T10:00:00.000Z");
    const opened = async (person = sofia, from: string | null = digestId) =>
      programScreen(services, person, { programId: atlas.id, digestId: from });
    const then = await opened();
    expect(then.title.text.replaceAll("\u00a0", " ")).toBe("Program as of 4 Nov");
    expect(JSON.stringify(then.blocks)).toContain("Tills replaced");
    expect(JSON.stringify(then.blocks)).not.toContain("Kiosks replaced");
    expect(JSON.stringify(then.blocks)).toContain(`"action_id":"report.present"`);
    const now = JSON.stringify((await opened(sofia, null)).blocks);
    expect(now).toContain("Kiosks replaced");
    expect(now).not.toContain("report.present");
    // To the lead it was not sent.
    expect(JSON.stringify((await opened(leadOf)).blocks)).not.toContain("Tills replaced");
    await db.updateTable("seat").set({ role: "team" }).where("person_id", "=", sofia.id).execute();
    expect(JSON.stringify((await opened()).blocks)).not.toContain("Tills replaced");
  });

  it("is nobody else's to forward or to have as a file", async () => {
    const { services, leadOf, send } = await fresh();
    const digestId = await send();
    const refused = { code: "DIGEST_NOT_YOURS" };
    await expect(forwardedText(services, leadOf, digestId)).rejects.toMatchObject(refused);
    await expect(
      forward({ ...services, actor: leadOf }, { digestId, text: "x", to: [], viewId: "V1" }),
    ).rejects.toMatchObject(refused);
    await expect(sendFile({ ...services, actor: leadOf }, { digestId, format: "pdf" })).rejects.toMatchObject(refused);
  });

  it("is a file in its thread, named after its program and period", async () => {
    const { services, sofia, send, context } = await fresh();
    const digestId = await send();
    expect(await sendFile({ ...services, actor: sofia }, { digestId, format: "csv" })).toBe("on-its-way");
    const fileAs = async (format: "pdf" | "md" | "csv") =>
      (await reportFileKind.files?.(context(), { digestId, format }))?.[0];
    const words = expect.stringContaining("Tills replaced");
    expect(await fileAs("csv")).toMatchObject({ name: "digest-atlas-2026-10.csv", content: words });
    expect(await fileAs("md")).toMatchObject({ name: "digest-atlas-2026-10.md", content: words });
    const pdf = await fileAs("pdf");
    expect(pdf).toMatchObject({ name: "digest-atlas-2026-10.pdf", content: { language: "en-GB" } });
  });

  it("is no file any more once its reader's role has ended, asked for before or after", async () => {
    const { db, services, sofia, send, context } = await fresh();
    const digestId = await send();
    const subject = { digestId, format: "pdf" } as const;
    expect(await reportFileKind.stillWanted(context(), subject)).toBe(true);
    await db.deleteFrom("seat").where("person_id", "=", sofia.id).execute();
    expect(await reportFileKind.stillWanted(context(), subject)).toBe(false);
    await expect(sendFile({ ...services, actor: sofia }, subject)).rejects.toMatchObject({ code: "DIGEST_ROLE_ENDED" });
  });

  it("is shown again by the command, with what can be pressed", async () => {
    const { services, sofia, send } = await fresh();
    await send();
    const { blocks } = await digestShown(services, sofia, { isPreview: false });
    expect(blocks[0]).toMatchObject({ type: "header", text: { text: "October · Atlas" } });
    expect(blocks.at(-1)).toMatchObject({ type: "actions" });
  });

  it("is previewed with the day on which it goes, nothing to press, and nothing stored", async () => {
    const { db, services, sofia, at } = await fresh();
    at("2026-11-02T10:00:00.000Z");
    const { blocks } = await digestShown(services, sofia, { isPreview: true });
    const [first] = blocks;
    const heading = first?.type === "section" ? first.text?.text : "";
    expect(heading?.replaceAll("\u00a0", " ")).toBe("*Preview* of your digest of Wednesday 4 November, as of now:");
    expect(blocks.filter(({ type }) => type === "actions")).toEqual([]);
    expect(await db.selectFrom("report").select("id").execute()).toEqual([]);
  });

  it("is previewed without the words that a lead holds back", async () => {
    const { db, services, sofia, workspaceId, atlas, at } = await fresh();
    at("2026-11-03T10:00:00.000Z");
    const period = { label: "2026-10", from: "2026-10-01", until: "2026-10-31" };
    const wanted = { workspaceId, programIds: [atlas.id], rhythm: "monthly" as const, period, yearStartMonth: 1 };
    await draftReports(services, wanted, SENT);
    const isHeld = async () =>
      (await nextDigest(services, sofia, { rhythm: null, at: services.clock.at }))?.reading?.input.programs[0]?.isHeld;
    expect(await isHeld()).toBe(false);
    await db.updateTable("report").set({ state: "held" }).execute();
    expect(await isHeld()).toBe(true);
  });
});
