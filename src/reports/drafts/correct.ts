/** A report that was sent is corrected: a new version, which its readers find in the place of the one before. */
import { z } from "zod";
import { workspaceTime } from "../../calendars/calendars.ts";
import { type MessageKind, readerToday } from "../../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { dayInWords, type Reader, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { programOf } from "../../programs/programs.ts";
import { lineOf, words } from "../../slack/blocks.ts";
import type { Report, Status } from "../compile/report.ts";
import { statusInWords } from "../compile/status-and-dates-in-words.ts";
import { digestKey, digestKeys } from "../digest/message.ts";
import { announceRun } from "../digest/off-track-message.ts";
import { appendStatus, givenAsBy } from "../facts/statuses.ts";
import { type ChangedWords, type Written, withStatus, withWords, writtenIn } from "./changed-words.ts";
import { type Clocked, draftFor, endHold, nameOf } from "./drafts.ts";
import { type Draft, draftFailure, getDraft, listDigestsWith, listVersions, refreshDraft } from "./stored-drafts.ts";
import { draftTexts } from "./texts.ts";

export interface Correction {
  /** The version of the report that the corrector read. */
  reportId: string;
  changed: ChangedWords;
  status: Status | null;
  /** What was wrong, as its readers see it. */
  why: string;
}

/**
 * Stores a new version, which every digest with the report shows from now on; a status that differs goes into the history.
 * Returns the id of the new version. Throws DRAFT_NOT_YOURS, REPORT_NOT_SENT, REPORT_CORRECTED, REPORT_SAME.
 */
export async function correctReport(
  ctx: ActorContext,
  { reportId, changed, status, why }: Correction,
): Promise<string> {
  const { actor: person } = ctx;
  return inTransaction(ctx.db, async (tx) => {
    const read = await reportToCorrect(ctx, tx, person, reportId);
    const versions = await listVersions(tx, read);
    const at = ctx.clock.now();
    const { zone } = await workspaceTime(tx, person.workspace_id);
    const report = corrected(read.report, { changed, status, by: person.id, at, day: localDateOf(at, zone) });
    if (JSON.stringify(report) === JSON.stringify(read.report)) throw draftFailure("REPORT_SAME");

    const id = ctx.ids.next();
    const version = { id, report, at, why: storableText(why.trim()), by: person.id, changed };
    const isFirst = await insertVersion(tx, read, version);
    if (!isFirst) throw await correctedByOther(tx, person, read);

    if (report.status !== null && report.status.at === at) {
      const { status: given, reason, action, actionBy: action_by } = report.status;
      const program = { workspace_id: read.workspace_id, id: read.program_id };
      await appendStatus(ctx, tx, {
        workspace_id: read.workspace_id,
        program_id: read.program_id,
        at,
        status: given,
        reason,
        action,
        action_by,
        by_id: person.id,
        // The office corrects as a lead does.
        given_as: (await givenAsBy(tx, program, { personId: person.id, now: at })) ?? "lead",
        check_in_id: null,
        revision: null,
      });
      await announceRun(ctx, tx, { workspaceId: read.workspace_id, programId: read.program_id, at });
    }

    // What was held is said with the correction.
    await endHold(ctx, tx, read);
    await notifyReaders(ctx, tx, read, { id, versionIds: versions.map((version) => version.id) });
    for (const version of versions) await refreshDraft(tx, ctx, version);
    await appendAudit(tx, ctx, {
      workspaceId: read.workspace_id,
      actorId: person.id,
      action: "report.corrected",
      subject: { kind: "report", id },
      programId: read.program_id,
      after: { version: read.version + 1 },
    });
    return id;
  });
}

/** The last version of what was sent. Throws DRAFT_NOT_YOURS, REPORT_NOT_SENT, REPORT_CORRECTED. */
export async function reportToCorrect(at: Clocked, db: Db | Tx, person: Person, reportId: string): Promise<Draft> {
  const read = await draftFor(at, db, person, reportId);
  if (read.sentAt === null) throw draftFailure("REPORT_NOT_SENT");
  const last = (await listVersions(db, read)).at(-1);
  if (last?.id !== read.id) throw await correctedByOther(db, person, read);
  return read;
}

/** The id of the last version of the same report, for whoever pressed on an older one. */
export async function lastVersionId(db: Db | Tx, workspaceId: string, reportId: string): Promise<string> {
  const versions = await listVersions(db, await getDraft(db, workspaceId, reportId));
  return versions.at(-1)?.id ?? reportId;
}

async function correctedByOther(db: Db | Tx, person: Person, read: Draft) {
  const last = (await listVersions(db, read)).at(-1);
  return draftFailure("REPORT_CORRECTED", { name: await nameOf(db, person, last?.correctedBy ?? null) });
}

function corrected(
  report: Report,
  {
    changed,
    status,
    by,
    at,
    day,
  }: Pick<Correction, "changed" | "status"> & { by: string; at: Instant; day: LocalDate },
): Report {
  const worded = withWords(report, changed);
  const reason = worded.status?.reason ?? null;
  const isSame = status === null || (status === report.status?.status && reason === (report.status?.reason ?? null));
  if (isSame) return worded;
  return withStatus(worded, { status, reason, by, at, day });
}

interface NewVersion {
  id: string;
  report: Report;
  at: Instant;
  by: string;
}

/** False: another version was first. */
async function insertVersion(
  tx: Tx,
  read: Draft,
  { id, report, at, why, by, changed }: Pick<Correction, "changed" | "why"> & NewVersion,
): Promise<boolean> {
  const { workspace_id, program_id, rhythm, period, version, sendAt: send_at } = read;
  return rows(tx, "report", workspace_id).insertNew({
    id,
    program_id,
    rhythm,
    period,
    version: version + 1,
    state: "sent",
    cut_off_at: report.cutOffAt,
    document: JSON.stringify(report),
    send_at,
    sent_at: at,
    correction: why,
    corrected_by: by,
    words: JSON.stringify(changed),
    words_by: by,
    words_at: at,
    created_at: at,
  });
}

/** Their old message is brought up to date, and a reply in its thread says what changed. */
async function notifyReaders(
  stamps: Pick<ActorContext, "clock" | "ids">,
  tx: Tx,
  read: Draft,
  { id: reportId, versionIds }: { id: string; versionIds: readonly string[] },
): Promise<void> {
  const workspaceId = read.workspace_id;
  for (const { id, readerId } of await listDigestsWith(tx, read, versionIds)) {
    await enqueueUpdate(tx, stamps, { workspaceId, keysFrom: digestKeys(id) });
    await enqueue(tx, stamps, correctionKind, {
      workspaceId,
      key: `report-correction:${reportId}:${id}`,
      subject: { reportId, beforeId: read.id },
      to: { personId: readerId },
      notBefore: stamps.clock.now(),
      inThreadOf: digestKey(id),
    });
  }
}

const correctionSubject = z.strictObject({ reportId: z.string(), beforeId: z.string() });

/** What a correction changed, in the thread of each digest with the report. */
export const correctionKind: MessageKind<z.infer<typeof correctionSubject>> = {
  kind: "report-correction",
  subject: correctionSubject,
  about: ({ reportId, beforeId }) => ({ report: [reportId, beforeId] }),
  priority: 30,
  contact: "notice",
  keepsHoursInThread: true,
  lane: "now",
  stillWanted: async () => true,
  async message(sending, { reportId, beforeId }) {
    const { db, workspaceId } = sending;
    const after = await getDraft(db, workspaceId, reportId);
    const before = await getDraft(db, workspaceId, beforeId);
    const { title } = await programOf(db, workspaceId, after.program_id);
    const reader = readerToday(sending);
    const head = textsFor(draftTexts, reader).correction.title(
      title,
      dayInWords(reader, localDateOf(after.sentAt ?? sending.now, reader.zone)),
    );
    const changes = changesInWords(reader, before.report, after.report);
    return {
      text: lineOf(`${head}. ${after.correction ?? ""}`),
      blocks: [
        words(
          [{ text: head, bold: true }],
          [{ text: after.correction ?? "" }],
          ...changes.map((text) => [{ text: `• ${text}` }]),
        ),
      ],
    };
  },
};

/** Status from and to, then the lines that are new, then those that are no longer there. */
export function changesInWords(reader: Reader, before: Report, after: Report): string[] {
  const { correction: texts, label } = textsFor(draftTexts, reader);
  const was = before.status?.status;
  const is = after.status?.status;
  const old = writtenIn(before);
  const now = writtenIn(after);
  const isIn = (list: readonly Written[], { kind, text }: Written) =>
    list.some((other) => other.kind === kind && other.text === text);
  const isGone = (line: Written) =>
    !isIn(now, line) && !now.some((other) => other.kind === line.kind && !isIn(old, other));
  return [
    ...(is !== undefined && is !== was
      ? [texts.status(was === undefined ? "–" : statusInWords(reader, was), statusInWords(reader, is))]
      : []),
    ...now.filter((line) => !isIn(old, line)).map(({ kind, text }) => texts.now(label[kind], text)),
    ...old.filter(isGone).map(({ kind, text }) => texts.out(label[kind], text)),
  ];
}
