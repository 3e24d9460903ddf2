import { describe, expect, it } from "vitest";
import { readDigest } from "../../src/reports/digest/digest-reading.ts";
import { refreshSchedule } from "../../src/reports/digest/schedule.ts";
import { correctReport } from "../../src/reports/drafts/correct.ts";
import {
  approveDraft,
  changeWords,
  holdDraft,
  markFine,
  refuseDraft,
  releaseDraft,
  setReportApprover,
} from "../../src/reports/drafts/drafts.ts";
import { showDueDrafts } from "../../src/reports/drafts/due.ts";
import { reportApprovalKind } from "../../src/reports/drafts/messages.ts";
import { correctionsOf } from "../../src/reports/drafts/stored-drafts.ts";
import { databases } from "../support/databases.ts";
import { aDraft, DRAFTED, SENDS } from "./drafting.ts";
import { aLine } from "./reported.ts";

const CHANGED = {
  lines: [{ kind: "bottom-line" as const, from: "Loyalty misses Christmas.", to: "Stores miss Christmas." }],
};

describe.each(databases)("a program's part of a digest, on %s", (database) => {
  it("is shown to the lead, with its words and what can be done", async () => {
    const { show, sentTo, message } = await aDraft(database);
    await show();
    await show();
    expect(await sentTo("report-draft")).toEqual(["Tom"]);
    const { text, blocks } = await message("report-draft");
    expect(text.replaceAll("\u00a0", " ")).toBe("Your part of Margaret’s digest, Wed 4 Nov, from 9:00");
    for (const words of ["Loyalty misses Christmas.", "Unanswered, it goes as shown", "Change the words…", "Hold"])
      expect(blocks).toContain(words);
  });

  it("is named by its period and by who read it where several do", async () => {
    const { db, record, program, show, message, within, workspaceId } = await aDraft(database);
    await record.seat(program, await record.person("philippe"), "sponsor");
    await within((tx) => refreshSchedule(tx, workspaceId, DRAFTED));
    await show();
    expect((await message("report-draft")).text.replaceAll("\u00a0", " ")).toContain(
      "Your part of the sponsors’ October digest",
    );
    expect((await message("report-draft", "fr-FR")).text).toContain("la synthèse des sponsors (octobre)");
    const claire = await record.person("claire");
    await record.seat(program, claire, "steering");
    const monthly = { rhythm: "monthly", is_wanted: 1, updated_at: DRAFTED } as const;
    await db
      .insertInto("reader_rhythm")
      .values({ workspace_id: workspaceId, person_id: claire.id, ...monthly })
      .execute();
    await within((tx) => refreshSchedule(tx, workspaceId, DRAFTED));
    expect((await message("report-draft", "fr-FR")).text).toContain("des sponsors et du comité de pilotage (octobre)");
  });

  it("is shown to nobody when nobody wrote anything", async () => {
    const { show, sentTo } = await aDraft(database, { lines: [aLine("no-update", "", { by: null })] });
    await show();
    expect(await sentTo("report-draft")).toEqual([]);
  });

  it("is shown to the deputy while the lead is away", async () => {
    const { db, workspaceId, tom, show, sentTo, services } = await aDraft(database);
    await db
      .insertInto("absence")
      .values({
        ...{ workspace_id: workspaceId, id: services.ids.next(), person_id: tom.id, from_date: "2026-11-02" },
        ...{ until_date: "2026-11-06", source: "person", created_at: "2026-10-01T08:00:00.000Z" },
      })
      .execute();
    await show();
    expect(await sentTo("report-draft")).toEqual(["Dan"]);
  });

  it("is shown to whoever stands in for the lead who is away, and theirs to act on while they do", async () => {
    const { db, workspaceId, program, tom, priya, reportId, show, sentTo, services, by } = await aDraft(database);
    await db
      .insertInto("absence")
      .values({
        ...{ workspace_id: workspaceId, id: "away", person_id: tom.id, delegate_person_id: priya.id },
        ...{ from_date: "2026-11-02", until_date: "2026-11-06", source: "person", created_at: services.clock.now() },
      })
      .execute();
    await show();
    expect(await sentTo("report-draft")).toEqual(["Priya"]);
    await holdDraft(by(priya), { reportId });
    const naming = setReportApprover(by(priya), { programId: program.id, approver: null });
    await expect(naming).rejects.toThrow("DRAFT_NOT_YOURS");
    await db.updateTable("absence").set({ until_date: "2026-11-02" }).execute();
    await expect(releaseDraft(by(priya), { reportId })).rejects.toThrow("DRAFT_NOT_YOURS");
  });

  it("goes as shown when nobody answers", async () => {
    const { show, send, stored } = await aDraft(database);
    await show();
    await send();
    const row = await stored();
    expect(row).toMatchObject({ state: "sent", sent_at: SENDS, held_by: null });
    expect(row.document).toContain("Loyalty misses Christmas.");
  });

  it("goes in the words to which it was changed", async () => {
    const { tom, reportId, show, send, stored, message, by } = await aDraft(database);
    await show();
    await changeWords(by(tom), { reportId, seenAt: null, changed: CHANGED });
    expect((await message("report-draft")).blocks).toContain("Stores miss Christmas.");
    await send();
    const { document } = await stored();
    expect(document).toContain("Stores miss Christmas.");
    expect(document).not.toContain("Loyalty misses Christmas.");
  });

  it("is changed by one of two who had it open: the other reads who was first", async () => {
    const { tom, dan, reportId, by } = await aDraft(database);
    await changeWords(by(dan), { reportId, seenAt: null, changed: CHANGED });
    const second = changeWords(by(tom), { reportId, seenAt: null, changed: null });
    await expect(second).rejects.toMatchObject({ code: "DRAFT_CHANGED", params: { name: "Dan" } });
    const fine = markFine(by(tom), { reportId });
    await expect(fine).rejects.toMatchObject({ code: "DRAFT_CHANGED", params: { name: "Dan" } });
  });

  it("is found fine once", async () => {
    const { tom, dan, reportId, show, message, by } = await aDraft(database);
    await show();
    await markFine(by(tom), { reportId });
    expect((await message("report-draft")).blocks).toContain("You found it fine");
    await expect(markFine(by(dan), { reportId })).rejects.toMatchObject({
      code: "DRAFT_FINE",
      params: { name: "Tom" },
    });
  });

  it("is held by whoever leads, goes marked as held, and is released also after that", async () => {
    const { tom, dan, reportId, send, stored, by } = await aDraft(database);
    await holdDraft(by(tom), { reportId });
    await expect(holdDraft(by(dan), { reportId })).rejects.toMatchObject({ code: "DRAFT_HELD" });
    await send();
    expect(await stored()).toMatchObject({ state: "held", sent_at: SENDS, held_by: tom.id });
    await releaseDraft(by(dan), { reportId });
    expect(await stored()).toMatchObject({ state: "sent", held_by: null });
  });

  it("is acted on by nobody else, and by nobody once it was sent", async () => {
    const { tom, margaret, priya, reportId, send, by } = await aDraft(database);
    for (const person of [margaret, priya])
      await expect(holdDraft(by(person), { reportId })).rejects.toMatchObject({ code: "DRAFT_NOT_YOURS" });
    await send();
    await expect(holdDraft(by(tom), { reportId })).rejects.toMatchObject({ code: "DRAFT_SENT" });
  });

  it("is due on the working day before its first digest, for each program once", async () => {
    const { services, workspaceId, sentTo } = await aDraft(database);
    const look = () => showDueDrafts(services, workspaceId);
    services.clock.at = "2026-11-02T23:30:00.000Z";
    expect(await look()).toBe("2026-11-03T00:00:00.000Z");
    expect(await sentTo("report-draft")).toEqual([]);
    services.clock.at = "2026-11-03T00:00:00.000Z";
    await look();
    expect(await sentTo("report-draft")).toEqual(["Tom"]);
  });

  it("is due for no digest that the program is not in: nobody is asked by the quarter", async () => {
    const { db, services, workspaceId, margaret } = await aDraft(database);
    const quarterly = { person_id: margaret.id, rhythm: "quarterly" as const, next_at: "2026-11-12T09:00:00.000Z" };
    await db
      .insertInto("digest_schedule")
      .values({ workspace_id: workspaceId, ...quarterly })
      .execute();
    const wanted = {
      workspace_id: workspaceId,
      person_id: margaret.id,
      rhythm: "quarterly" as const,
      is_wanted: 1 as const,
    };
    await db
      .insertInto("reader_rhythm")
      .values({ ...wanted, updated_at: SENDS })
      .execute();
    services.clock.at = "2026-11-11T09:00:00.000Z";
    await showDueDrafts(services, workspaceId);
    const drafts = await db.selectFrom("report").select("id").where("rhythm", "=", "quarterly").execute();
    expect(drafts).toEqual([]);
  });
});

describe.each(databases)("a report that is approved, on %s", (database) => {
  async function approvedByDeputy() {
    const draft = await aDraft(database);
    await setReportApprover(draft.by(draft.tom), { programId: draft.program.id, approver: "deputy" });
    await draft.show();
    const openFor = async ({ id }: typeof draft.dan) => {
      const asked = draft.db.selectFrom("approval").select("id").where("asked_of", "=", id);
      return (await asked.where("state", "=", "asked").execute()).map((row) => row.id);
    };
    return { ...draft, openFor };
  }

  it("is asked of nobody, and shown to nobody, once the program is closed", async () => {
    const { db, program, message } = await approvedByDeputy();
    const areWanted = async () => [
      (await message("report-draft")).isWanted,
      (await message("report-approval")).isWanted,
    ];
    expect(await areWanted()).toEqual([true, true]);
    await db.updateTable("program").set({ state: "closed" }).where("id", "=", program.id).execute();
    expect(await areWanted()).toEqual([false, false]);
  });

  it("is asked of the deputy, and goes with its words once approved", async () => {
    const { dan, openFor, sentTo, message, send, stored, by } = await approvedByDeputy();
    const [approvalId = ""] = await openFor(dan);
    expect(await sentTo("report-approval")).toEqual(["Dan"]);
    expect((await message("report-draft")).blocks).toContain("Dan is asked to approve it");
    await approveDraft(by(dan), { approvalId });
    expect((await message("report-draft")).blocks).toContain("Dan approved it");
    await send();
    expect(await stored()).toMatchObject({ state: "sent" });
  });

  it("goes without its words while nobody answers, and with them from the approval on", async () => {
    const { tom, dan, reportId, openFor, message, send, stored, by } = await approvedByDeputy();
    const [approvalId = ""] = await openFor(dan);
    await send();
    expect(await stored()).toMatchObject({ state: "held", held_by: dan.id });
    const { blocks } = await message("report-draft");
    expect(blocks).toMatch(/Sent .* without its words: they go once Dan approves them\./);
    expect(blocks).not.toMatch(/"Release"|Unanswered/);
    expect((await message("report-approval")).blocks).toMatch(/Sent .* they go once you approve them\./);
    await expect(releaseDraft(by(tom), { reportId })).rejects.toMatchObject({ code: "DRAFT_HELD" });
    await approveDraft(by(dan), { approvalId });
    expect(await stored()).toMatchObject({ state: "sent", held_by: null });
  });

  it.each(["drafted", "approved", "held"] as const)(
    "keeps the words in which it was %s when an answer is revised after that, with the status of now",
    async (when) => {
      const { tom, dan, report, reportId, openFor, send, stored, by } = await approvedByDeputy();
      const [approvalId = ""] = await openFor(dan);
      if (when !== "drafted") await approveDraft(by(dan), { approvalId });
      if (when === "held") await holdDraft(by(tom), { reportId });
      const status = report.status && { ...report.status, status: "red" as const };
      await send({ ...report, status, lines: [aLine("bottom-line", "All is well.", { by: tom.id })] });
      if (when === "drafted") await approveDraft(by(dan), { approvalId });
      const { state, document } = await stored();
      expect([state, JSON.parse(document)]).toMatchObject([
        when === "held" ? "held" : "sent",
        { status: { status: "red" }, lines: [{ text: "Points in 4 minutes" }, { text: "Loyalty misses Christmas." }] },
      ]);
    },
  );

  it("is asked anew when its words change, and the lead reads why it was sent back", async () => {
    const { db, tom, dan, reportId, openFor, message, by } = await approvedByDeputy();
    const [first = ""] = await openFor(dan);
    await refuseDraft(by(dan), { approvalId: first, reason: "Not Christmas." });
    expect((await message("report-draft")).blocks).toContain("Dan sent it back: Not Christmas.");
    await changeWords(by(tom), { reportId, seenAt: null, changed: CHANGED });
    const [second] = await openFor(dan);
    expect(second).not.toBe(first);
    // It answers what they did: at once, above no ceiling.
    const asked = await db.selectFrom("delivery").select("subject").where("kind", "=", "report-approval").execute();
    const subjects = asked.map(({ subject }) => reportApprovalKind.subject.parse(JSON.parse(subject)));
    const last = subjects.find(({ approvalId }) => approvalId === second);
    expect(last?.because).toBe("sent-back");
  });

  it("goes where the deputy changed the words and nobody else can approve them", async () => {
    const { dan, reportId, openFor, message, send, stored, by } = await approvedByDeputy();
    await changeWords(by(dan), { reportId, seenAt: null, changed: CHANGED });
    expect(await openFor(dan)).toEqual([]);
    expect((await message("report-draft")).blocks).toContain("Nobody else can approve it, so it goes.");
    await send();
    expect(await stored()).toMatchObject({ state: "sent" });
  });

  it("is asked of a deputy who is there before one who is away, of whom the lead reads until when", async () => {
    const { db, record, workspaceId, program, dan, show, sentTo, message, services, by, tom } = await aDraft(database);
    await setReportApprover(by(tom), { programId: program.id, approver: "deputy" });
    const away = { from_date: "2026-11-02", until_date: "2026-11-06", source: "person" as const };
    const absence = { ...away, workspace_id: workspaceId, id: services.ids.next(), created_at: DRAFTED };
    await db
      .insertInto("absence")
      .values({ ...absence, person_id: dan.id })
      .execute();
    await show();
    const drafted = async (locale?: string) => (await message("report-draft", locale)).blocks.replaceAll("\u00a0", " ");
    expect(await drafted()).toContain("Dan (away until Fri 6 Nov) is asked to approve it.");
    expect(await drafted("fr-FR")).toContain("demandée à Dan (absence jusqu’au ven. 6 nov.). Sans réponse");
    await record.seat(program, await record.person("emma", { name: "Emma" }), "deputy");
    await setReportApprover(by(tom), { programId: program.id, approver: "sponsor" });
    await setReportApprover(by(tom), { programId: program.id, approver: "deputy" });
    expect((await sentTo("report-approval")).at(-1)).toBe("Emma");
    expect(await drafted()).toContain("Emma is asked to approve it.");
  });

  it("is approved by nobody whose seat has ended", async () => {
    const { db, dan, openFor, by } = await approvedByDeputy();
    const [approvalId = ""] = await openFor(dan);
    await db.updateTable("seat").set({ until_date: "2026-11-01" }).where("person_id", "=", dan.id).execute();
    await expect(approveDraft(by(dan), { approvalId })).rejects.toMatchObject({ code: "DRAFT_NOT_YOURS" });
  });
});

describe.each(databases)("a correction, on %s", (database) => {
  const WRONG = { changed: CHANGED, status: "red" as const, why: "Stores are worse." };

  async function sentReport() {
    const draft = await aDraft(database);
    await draft.send();
    await draft.db
      .insertInto("digest")
      .values({
        ...{ workspace_id: draft.workspaceId, id: "digest-1", reader_id: draft.margaret.id, rhythm: "monthly" },
        ...{ period: "2026-10", locale: "en-GB", zone: "Europe/London", cut_off_at: SENDS },
        reports: JSON.stringify([draft.reportId]),
        choice: JSON.stringify({ needs: [], headline: { need: null, matters: [], silence: false }, lines: [] }),
      })
      .execute();
    draft.services.clock.at = "2026-11-05T09:00:00.000Z";
    return draft;
  }

  it("is none where a hold ends: a reply in the thread has the words", async () => {
    const { db, tom, reportId, sentTo, by } = await sentReport();
    await db.updateTable("report").set({ state: "held", held_by: tom.id }).execute();
    await releaseDraft(by(tom), { reportId });
    expect(await sentTo("report-digest")).toEqual(["Margaret"]);
  });

  it("is a new version that says why, and leaves the old one as it was sent", async () => {
    const { db, tom, workspaceId, reportId, stored, by } = await sentReport();
    const before = await stored();
    const id = await correctReport(by(tom), { reportId, ...WRONG });
    expect(await stored(id)).toMatchObject({ version: 2, state: "sent", correction: WRONG.why, corrected_by: tom.id });
    expect(await stored()).toEqual(before);
    const found = (await correctionsOf(db, workspaceId, [reportId])).get(reportId);
    expect(found).toMatchObject({ correctedAt: "2026-11-05T09:00:00.000Z", report: { status: { status: "red" } } });
  });

  it("stands in the digest in the place of what was sent, with its day", async () => {
    const { db, services, tom, workspaceId, reportId, by } = await sentReport();
    await correctReport(by(tom), { reportId, ...WRONG });
    const digest = await readDigest({ db, workspaceId, now: services.clock.at }, "digest-1");
    expect(digest?.input.programs).toMatchObject([
      { title: "Loyalty", correctedOn: "2026-11-05", isHeld: false, report: { status: { status: "red" } } },
    ]);
  });

  it("puts a corrected status into the history and announces off track, and none where only words differ", async () => {
    const { db, tom, reportId, sentTo, by } = await sentReport();
    const id = await correctReport(by(tom), { reportId, ...WRONG, status: "amber" });
    const history = () => db.selectFrom("program_status").select(["status", "check_in_id", "by_id"]).execute();
    expect(await history()).toEqual([]);
    await correctReport(by(tom), { reportId: id, ...WRONG, changed: { lines: [] } });
    expect(await history()).toEqual([{ status: "red", check_in_id: null, by_id: tom.id }]);
    expect(await sentTo("off-track")).toEqual(["Margaret"]);
  });

  it("says what changed, in the thread of each digest with the report", async () => {
    const { tom, reportId, sentTo, message, by } = await sentReport();
    await correctReport(by(tom), { reportId, ...WRONG });
    expect(await sentTo("report-correction")).toEqual(["Margaret"]);
    const { text, blocks } = await message("report-correction");
    expect(text.replaceAll("\u00a0", " ")).toBe("Loyalty: corrected on 5 Nov. Stores are worse.");
    expect(blocks).toContain("🟠 At risk → 🔴 Off track");
    expect(blocks).toContain("Bottom line: Stores miss Christmas.");
  });

  it("is what the lead has in the message of their part, also once it is corrected again", async () => {
    const { db, services, tom, reportId, show, send, message, by } = await aDraft(database);
    await show();
    await send();
    await db.updateTable("delivery").set({ state: "sent" }).execute();
    services.clock.at = "2026-11-05T09:00:00.000Z";
    const id = await correctReport(by(tom), { reportId, ...WRONG });
    await db.deleteFrom("delivery").where("updates_id", "is not", null).execute();
    await correctReport(by(tom), { reportId: id, ...WRONG, changed: { lines: [] }, status: "green" });
    const shown = (await message("report-draft")).blocks.replaceAll("\u00a0", " ");
    for (const words of ["🟢 ", "Corrected on 5 Nov", "Stores miss Christmas.", "Sent Wed 4 Nov, 9:00."])
      expect(shown).toContain(words);
    const updates = db.selectFrom("delivery").select("id").where("kind", "=", "report-draft");
    expect(await updates.where("updates_id", "is not", null).execute()).not.toEqual([]);
  });

  it("is made by one of two who had it open, of what was sent alone, and changes something", async () => {
    const { tom, dan, reportId, by } = await sentReport();
    const same = correctReport(by(tom), { reportId, changed: { lines: [] }, status: "amber", why: "Nothing." });
    await expect(same).rejects.toMatchObject({ code: "REPORT_SAME" });
    await correctReport(by(dan), { reportId, ...WRONG });
    const second = correctReport(by(tom), { reportId, ...WRONG });
    await expect(second).rejects.toMatchObject({ code: "REPORT_CORRECTED", params: { name: "Dan" } });
    const draft = await aDraft(database);
    const early = correctReport(draft.by(draft.tom), { reportId: draft.reportId, ...WRONG });
    await expect(early).rejects.toMatchObject({ code: "REPORT_NOT_SENT" });
  });
});
