/** Drafts of reports as they are stored, who acts on them and approves them, and how one becomes what all readers get. */
import type { Selectable } from "kysely";
import { type Approval, lastApproval, type Subject } from "../../approvals/approvals.ts";
import { enqueueUpdate } from "../../delivery/outbox.ts";
import { absencesOn } from "../../people/absences.ts";
import { type Person, peopleByIds } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Instant } from "../../platform/clock.ts";
import { chunksOf, type Db, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import { canLock } from "../../platform/locks.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { yieldToEventLoop } from "../../platform/yield-to-event-loop.ts";
import { readersAbove } from "../../programs/coverage.ts";
import { officeOver } from "../../programs/office.ts";
import { lockProgram, standingsOf } from "../../programs/programs.ts";
import { readsAbove, seatDay, seatsAboveTeam } from "../../programs/seats.ts";
import { whoLeads } from "../../programs/who-leads.ts";
import { DOCUMENTS_IN_STATEMENT, type Report, readReport, readReportIds } from "../compile/report.ts";
import { readReadership } from "../digest/schedule.ts";
import type { ReportApproverTable, ReportTable } from "../table.ts";
import { authorsOf, type ChangedWords, mergeDraftWithFresh, readChangedWords, withWords } from "./changed-words.ts";

/** A report, in any of its states, with its words as they were compiled. */
export interface Draft
  extends Pick<
    Selectable<ReportTable>,
    "workspace_id" | "id" | "program_id" | "rhythm" | "period" | "version" | "state"
  > {
  report: Report;
  words: ChangedWords | null;
  wordsBy: string | null;
  wordsAt: Instant | null;
  heldBy: string | null;
  sendAt: Instant;
  sentAt: Instant | null;
  /** Of a correction. */
  correction: string | null;
  correctedBy: string | null;
}

export async function getDraft(db: Db | Tx, workspaceId: string, id: string): Promise<Draft> {
  const row = await rows(db, "report", workspaceId).find({ id });
  if (row === undefined) throw new Error(`There is no report ${id}`);
  return draftOf(row);
}

/** By id; one that there is not is missing. */
export async function draftsByIds(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Draft>> {
  const drafts = new Map<string, Draft>();
  for (const some of chunksOf(ids, DOCUMENTS_IN_STATEMENT))
    for (const row of await rows(db, "report", workspaceId).list({ id: some })) {
      await yieldToEventLoop();
      drafts.set(row.id, draftOf(row));
    }
  return drafts;
}

/** As no other act changes it until the transaction ends: acts in its program come in turn. */
export async function draftInTurn(db: Db | Tx, workspaceId: string, id: string): Promise<Draft> {
  const draft = await getDraft(db, workspaceId, id);
  if (!canLock(db)) return draft;
  await lockProgram(db, { workspaceId, programId: draft.program_id });
  return getDraft(db, workspaceId, id);
}

/** Of the reports of these programs that no digest has gone with. */
export async function listDrafts(db: Db | Tx, workspaceId: string, programIds: readonly string[]): Promise<Draft[]> {
  return (await rows(db, "report", workspaceId).list({ program_id: programIds, sent_at: null }, ["id"])).map(draftOf);
}

/** All versions of one report, the first one first. */
export async function listVersions(
  db: Db | Tx,
  { workspace_id, program_id, rhythm, period }: Pick<Draft, "workspace_id" | "program_id" | "rhythm" | "period">,
): Promise<Draft[]> {
  return (await rows(db, "report", workspace_id).list({ program_id, rhythm, period }, ["version"])).map(draftOf);
}

function draftOf(row: Selectable<ReportTable>): Draft {
  const { document, words, words_by: wordsBy, words_at: wordsAt, held_by: heldBy, ...rest } = row;
  return {
    ...rest,
    report: readReport(document),
    words: words === null ? null : readChangedWords(words),
    wordsBy,
    wordsAt,
    heldBy,
    sendAt: row.send_at,
    sentAt: row.sent_at,
    correctedBy: row.corrected_by,
  };
}

/** As its readers get it, or would now. What was sent has the changed words in it. */
export function shownReport({ report, words, sentAt }: Pick<Draft, "report" | "words" | "sentAt">): Report {
  return sentAt === null ? withWords(report, words) : report;
}

export type DraftReader = Pick<Person, "id" | "name"> & { role: string };

/** By draft, who above has its program in a digest of its rhythm. */
export async function readersOfDrafts(
  db: Db | Tx,
  workspaceId: string,
  drafts: readonly Draft[],
  now: Instant,
): Promise<Map<string, DraftReader[]>> {
  if (drafts.length === 0) return new Map();
  const programIds = [...new Set(drafts.map(({ program_id: programId }) => programId))];
  const above = await readersAbove(db, workspaceId, programIds, now);
  const seats = [...above.values()].flat();
  const names = new Map(seats.map(({ person_id: personId, name }) => [personId, name]));
  const { programs } = await readReadership(db, workspaceId, [...names.keys()], now);
  const readersOf = (draft: Draft) =>
    programs.filter(
      (each) => each.programId === draft.program_id && each.rhythm === draft.rhythm && readsAbove(each.role),
    );
  const nameOf = (id: string) => names.get(id) ?? "";
  return new Map(
    drafts.map((draft) => [
      draft.id,
      [...new Map(readersOf(draft).map(({ personId: id, role }) => [id, { id, name: nameOf(id), role }])).values()],
    ]),
  );
}

/** The digests that went with one of these versions of a report. */
export async function listDigestsWith(
  db: Db | Tx,
  { workspace_id, rhythm, period }: Pick<Draft, "workspace_id" | "rhythm" | "period">,
  versionIds: readonly string[],
): Promise<{ id: string; readerId: string; place: number }[]> {
  const digests = await rows(db, "digest", workspace_id).list({ rhythm, period }, ["id"]);
  return digests.flatMap(({ id, reader_id: readerId, reports }) => {
    const place = readReportIds(reports).findIndex((each) => versionIds.includes(each));
    return place < 0 ? [] : [{ id, readerId, place }];
  });
}

/** Who wrote what a reader would read of it. */
export function authorsOfDraft({ report, words, wordsBy }: Pick<Draft, "report" | "words" | "wordsBy">): Set<string> {
  const authors = authorsOf(report);
  return words !== null && wordsBy !== null ? authors.add(wordsBy) : authors;
}

/** Whether this person may do today what whoever leads the program does with its part of a digest. */
export async function leadsToday(db: Db | Tx, person: Person, programId: string, now: Instant): Promise<boolean> {
  if (may(await standingsOf(db, person, programId, { clock: { now: () => now } }), "hold-digest")) return true;
  return (await whoLeads(db, { workspace_id: person.workspace_id, id: programId }, now)).includes(person.id);
}

/** By id of a version that digests were sent with: the version that was corrected last, and when. */
export async function correctionsOf(
  db: Db | Tx,
  workspaceId: string,
  reportIds: readonly string[],
): Promise<Map<string, { report: Report; correctedAt: Instant }>> {
  if (reportIds.length === 0) return new Map();
  const found = await db
    .selectFrom("report as sent")
    .innerJoin("report as last", (join) =>
      join
        .onRef("last.workspace_id", "=", "sent.workspace_id")
        .onRef("last.program_id", "=", "sent.program_id")
        .onRef("last.rhythm", "=", "sent.rhythm")
        .onRef("last.period", "=", "sent.period")
        .onRef("last.version", ">", "sent.version"),
    )
    .select(["sent.id as sent_id", "last.id"])
    .where("sent.workspace_id", "=", workspaceId)
    .where("sent.id", "in", [...reportIds])
    .orderBy("last.version")
    .execute();
  const versions = await draftsByIds(db, workspaceId, [...new Set(found.map(({ id }) => id))]);
  const corrections = new Map<string, { report: Report; correctedAt: Instant }>();
  for (const { sent_id: sentId, id } of found) {
    const { report, sentAt = null } = versions.get(id) ?? {};
    if (report && sentAt !== null) corrections.set(sentId, { report, correctedAt: sentAt });
  }
  return corrections;
}

export type Approver = ReportApproverTable["approver"];

export async function approverOf(db: Db | Tx, workspaceId: string, programId: string): Promise<Approver | null> {
  return (await rows(db, "report_approver", workspaceId).find({ program_id: programId }))?.approver ?? null;
}

/** Who sits where the program has its reports approved and wrote none of it, in the order in which they were seated, who is away last. */
export async function approversFor(db: Db | Tx, draft: Draft, approver: Approver, now: Instant): Promise<string[]> {
  const program = { workspace_id: draft.workspace_id, id: draft.program_id };
  const seats = approver === "office" ? [] : await seatsAboveTeam(db, program, now);
  const inRole = seats.flatMap(({ role, person_id: id }) => (role === approver ? id : []));
  const seated = approver === "office" ? [...(await officeOver(db, program, now))] : inRole;
  const authors = authorsOfDraft(draft);
  const approvers = seated.filter((id) => !authors.has(id));
  const away = await absencesOn(db, draft.workspace_id, approvers, seatDay(now));
  return approvers.toSorted((id, other) => Number(away.has(id)) - Number(away.has(other)));
}

export function approvalSubject({ workspace_id: workspaceId, id }: Pick<Draft, "workspace_id" | "id">): Subject {
  return { workspaceId, kind: "report", id };
}

/** How a draft stands with whoever approves it. `nobody`: nobody can be asked, so it goes. */
export type ApprovalNow =
  | { kind: "none" }
  | { kind: "nobody" }
  | { kind: "asked" | "approved" | "refused"; approval: Approval };

export async function approvalNow(db: Db | Tx, draft: Draft): Promise<ApprovalNow> {
  const approver = await approverOf(db, draft.workspace_id, draft.program_id);
  if (approver === null) return { kind: "none" };
  const approval = await lastApproval(db, approvalSubject(draft));
  if (approval === undefined || approval.state === "withdrawn") return { kind: "nobody" };
  return { kind: approval.state, approval };
}

/** Only what was approved goes, where somebody was asked. */
export function awaitsApproval(now: ApprovalNow): boolean {
  return now.kind === "asked" || now.kind === "refused";
}

/** Names by id; of who is unknown there is none. */
export async function namesOf(
  db: Db | Tx,
  workspaceId: string,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, string>> {
  const given = [...new Set(ids.flatMap((id) => id ?? []))];
  const people = await peopleByIds(db, workspaceId, given);
  return new Map(people.flatMap(({ id, name }) => (name === "" ? [] : [[id, name]])));
}

/** Has the messages about a draft say what has become of it. In the transaction of what happened. */
export async function refreshDraft(
  tx: Tx,
  stamps: Pick<Services, "clock" | "ids">,
  { workspace_id: workspaceId, id }: Pick<Draft, "workspace_id" | "id">,
): Promise<void> {
  for (const keysFrom of [`report-draft:${id}:`, `report-approval:${id}:`])
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom });
}

export const draftFailure = errorTable({
  DRAFT_NOT_YOURS: {
    en: () => "Only those who lead this program, and whoever stands in for them, can do this.",
    fr: () => "Seuls les responsables de ce programme, et qui les remplace, peuvent le faire.",
  },
  DRAFT_SENT: {
    en: () => "This report has been sent. Correct it instead.",
    fr: () => "Ce rapport est parti. Rectifiez-le plutôt.",
  },
  DRAFT_FINE: {
    en: ({ name }) => `${name} has already found it fine.`,
    fr: ({ name }) => `${name} l’a déjà validée.`,
  },
  DRAFT_CHANGED: {
    en: ({ name }) => `${name} changed the words meanwhile. Open the draft again to see them.`,
    fr: ({ name }) => `${name} a modifié le texte entre-temps. Rouvrez le brouillon pour le voir.`,
  },
  DRAFT_HELD: {
    en: ({ name }) => `${name} holds the words. Release them first.`,
    fr: ({ name }) => `${name} suspend le texte. Libérez-le d’abord.`,
  },
  REPORT_NOT_SENT: {
    en: () => "This report has not been sent yet: change its words instead.",
    fr: () => "Ce rapport n’est pas encore parti\u00a0: modifiez plutôt son texte.",
  },
  REPORT_CORRECTED: {
    en: ({ name }) => `${name} corrected this report meanwhile. Open it again.`,
    fr: ({ name }) => `${name} a rectifié ce rapport entre-temps. Rouvrez-le.`,
  },
  REPORT_SAME: {
    en: () => "Nothing is different: change the status or a line.",
    fr: () => "Rien ne change\u00a0: modifiez le statut ou une ligne.",
  },
});

/**
 * Freezes a draft as the first digest goes with it: in its words, all else as `fresh` has it. Held, or not approved, it goes
 * without words and stays `held`. Idempotent: what was sent stays.
 */
export async function freezeDraft(
  stamps: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspaceId, reportId, fresh }: { workspaceId: string; reportId: string; fresh: Report },
): Promise<void> {
  const draft = await draftInTurn(tx, workspaceId, reportId);
  if (draft.sentAt !== null) return;
  const { report, state, heldBy } = await draftAsSent(tx, draft, fresh);
  const sent = { cut_off_at: fresh.cutOffAt, sent_at: stamps.clock.now(), state, held_by: heldBy };
  const document = JSON.stringify(report);
  await rows(tx, "report", workspaceId).update({ id: reportId, sent_at: null }, { document, ...sent });
  await refreshDraft(tx, stamps, draft);
}

/** What readers would get of a draft: its words, all else as `fresh` has it. Held, or not approved, it would go without words. */
export async function draftAsSent(
  db: Db | Tx,
  draft: Draft,
  fresh: Report,
): Promise<{ report: Report; state: "held" | "sent"; heldBy: string | null }> {
  const now = await approvalNow(db, draft);
  const waitsFor = awaitsApproval(now) && "approval" in now ? now.approval.asked_of : null;
  const onlyApproved = now.kind !== "none" && now.kind !== "nobody";
  const report = withWords(mergeDraftWithFresh(draft.report, fresh, { onlyApproved }), draft.words);
  const state = draft.state === "held" || waitsFor !== null ? "held" : "sent";
  return { report, state, heldBy: draft.heldBy ?? waitsFor };
}
