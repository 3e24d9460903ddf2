/** What whoever leads reads of their part of a digest before it goes, and whoever approves it. */

import type { Button, KnownBlock } from "@slack/types";
import { z } from "zod";
import { askApproval, lastApproval, withdrawApproval } from "../../approvals/approvals.ts";
import { fiscalYearsIn } from "../../cadences/recurrence/fiscal-years.ts";
import { workspaceTime } from "../../calendars/calendars.ts";
import { countedNouns } from "../../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { enqueue } from "../../delivery/outbox.ts";
import { absencesOn } from "../../people/absences.ts";
import type { Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { dateAndTime, type Reader, shortDate, textsFor, timeOfDay } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { isRunning, programOf } from "../../programs/programs.ts";
import { seatDay } from "../../programs/seats.ts";
import { button, context as contextBlock, lineOf, words } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { outlookReadBy } from "../compile/outlook-in-reports.ts";
import type { Report } from "../compile/report.ts";
import { isolated, periodInWords } from "../compile/status-and-dates-in-words.ts";
import { namesIn } from "../digest/digest-reading.ts";
import { severalReaders } from "../digest/digests-to-come.ts";
import { reportsToSend } from "../digest/next-digest.ts";
import { asReported } from "../digest/reported-program.ts";
import type { ScreenInput } from "../digest/screen.ts";
import { programPart } from "../portfolio/program-report-blocks.ts";
import { dayWordsIn } from "./relative-day-words.ts";
import {
  type ApprovalNow,
  approvalNow,
  approvalSubject,
  approverOf,
  approversFor,
  awaitsApproval,
  correctionsOf,
  type Draft,
  type DraftReader,
  getDraft,
  namesOf,
  readersOfDrafts,
  shownReport,
} from "./stored-drafts.ts";
import { draftTexts } from "./texts.ts";

export const draftIds = {
  fine: "report_draft.fine",
  change: "report_draft.change",
  changeForm: "report_draft.change_form",
  hold: "report_draft.hold",
  release: "report_draft.release",
  approve: "report_draft.approve",
  refuse: "report_draft.refuse",
  refuseForm: "report_draft.refuse_form",
  approverForm: "report_draft.approver_form",
  /** On a sent report, with its id. */
  correct: "report.correct",
  correctForm: "report.correct_form",
} as const;

const draftSubject = z.strictObject({ reportId: z.string(), personId: z.string(), readerId: z.string() });
export type DraftSubject = z.infer<typeof draftSubject>;

const approvalSchema = z.strictObject({
  ...draftSubject.shape,
  approvalId: z.string(),
  /** It comes with the draft; at once after an act of whoever leads; as the answer to whoever sent it back. */
  because: z.enum(["draft", "change", "sent-back"]),
});
export type ApprovalSubject = z.infer<typeof approvalSchema>;

export function draftKey({ reportId, personId }: { reportId: string; personId: string }): string {
  return `report-draft:${reportId}:${personId}`;
}

/** *Your part of Margaret's digest*, a working day before it goes: unanswered it goes as shown. */
export const draftKind: MessageKind<DraftSubject> = {
  kind: "report-draft",
  subject: draftSubject,
  about: ({ reportId, readerId }) => ({ report: reportId, person: readerId }),
  priority: 20,
  contact: "prompt",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["part of a digest to look over", "parts of digests to look over"],
      fr: ["partie de synthèse à relire", "parties de synthèses à relire"],
    }),
    isLeft: async ({ db, workspaceId }, { reportId }) => (await getDraft(db, workspaceId, reportId)).sentAt === null,
  },
  async neededBy({ db, workspaceId, now }, { reportId }) {
    const { sendAt } = await getDraft(db, workspaceId, reportId);
    return sendAt > now ? sendAt : null;
  },
  async stillWanted({ db, workspaceId }, { reportId }) {
    const { sentAt, program_id: programId } = await getDraft(db, workspaceId, reportId);
    return sentAt === null && (await isRunning(db, workspaceId, programId));
  },
  async message(context, { reportId, personId }) {
    const draft = await getDraft(context.db, context.workspaceId, reportId);
    const readers = (await readersOfDrafts(context.db, context.workspaceId, [draft], context.now)).get(reportId) ?? [];
    const approval = await approvalNow(context.db, draft);
    const asked = "approval" in approval ? [approval.approval.asked_of] : [];
    const names = await namesOf(context.db, context.workspaceId, [draft.wordsBy, draft.heldBy, ...asked]);
    const reader = readerToday(context);
    const waitsFor = awaitsApproval(approval) ? asked : [];
    const away = await absencesOn(context.db, context.workspaceId, waitsFor, seatDay(context.now));
    const inWords = textsFor(draftTexts, reader).approval.away;
    for (const [id, until] of away) names.set(id, inWords(names.get(id) ?? "", shortDate(reader, until)));
    const nameOf: NameOf = (id) => (id === personId ? null : (names.get(id ?? "") ?? ""));
    const ofWords = approvalInWords(reader, draft, approval, nameOf);
    // Sent without its words, it is not the lead's to release them past whoever approves.
    const isWaiting = draft.sentAt !== null && draft.state === "held" && awaitsApproval(approval);
    return partMessage(context, draft, {
      personId,
      title: draftTitle(reader, draft, { readers, personId }),
      acts: isWaiting ? [] : draftButtons(reader, draft),
      below: isWaiting ? ofWords : [...dayWordsInWords(reader, draft), stateInWords(reader, draft, nameOf), ...ofWords],
    });
  },
  since: { stillWanted: async () => true },
};

/** To whoever approves what the lead wrote, each time that it is asked. */
export const reportApprovalKind: MessageKind<ApprovalSubject> = {
  kind: "report-approval",
  subject: approvalSchema,
  about: ({ reportId, approvalId, readerId }) => ({ report: reportId, approval: approvalId, person: readerId }),
  priority: 20,
  contact: ({ because }) => (because === "sent-back" ? "reply" : "prompt"),
  lane: ({ because }) => (because === "draft" ? "morning" : "now"),
  many: {
    words: countedNouns({
      en: ["part of a digest to approve", "parts of digests to approve"],
      fr: ["partie de synthèse à approuver", "parties de synthèses à approuver"],
    }),
    isLeft: async (context, subject) => (await askedOf(context, subject))?.kind === "asked",
  },
  neededBy: async (context, subject) => (await draftKind.neededBy?.(context, subject)) ?? null,
  async stillWanted(context, subject) {
    const { db, workspaceId } = context;
    const { program_id: programId } = await getDraft(db, workspaceId, subject.reportId);
    return (await askedOf(context, subject)) !== null && isRunning(db, workspaceId, programId);
  },
  async message(context, subject) {
    const draft = await getDraft(context.db, context.workspaceId, subject.reportId);
    const approval = await askedOf(context, subject);
    const { title: program } = await programOf(context.db, context.workspaceId, draft.program_id);
    const reader = readerToday(context);
    const { approval: answer, toApprove: texts } = textsFor(draftTexts, reader);
    const names = await namesOf(context.db, context.workspaceId, [approval?.approval.by_id]);
    const { kind, approval: { by_id: by = null, at = null, reason = null } = {} } = approval ?? { kind: "none" };
    const name = by === subject.personId ? null : (names.get(by ?? "") ?? "");
    const period = periodInWords(reader, draft.rhythm, draft.report.period);
    const value = subject.approvalId;
    const acts = [
      button(draftIds.approve, texts.approve, { value, primary: true }),
      button(draftIds.refuse, texts.refuse, { value }),
    ];
    const below = {
      asked: draft.sentAt === null ? texts.unanswered : answer.sent(null, dateAndTime(reader, draft.sentAt)),
      approved: answer.given(name, at === null ? "" : dateAndTime(reader, at)),
      refused: answer.refused(name, reason ?? ""),
      none: texts.noLonger,
    };
    return partMessage(context, draft, {
      personId: subject.personId,
      title: [texts.title(program, period), ...sendingOf(reader, draft)].join(", "),
      acts: kind === "asked" ? acts : [],
      below: [below[kind]],
    });
  },
  since: { stillWanted: async () => true },
};

/** The approval that this message is about, unless another is asked in its place. */
async function askedOf({ db, workspaceId }: SendContext, { reportId, approvalId }: ApprovalSubject) {
  const draft = await getDraft(db, workspaceId, reportId);
  const now = await approvalNow(db, draft);
  return "approval" in now && now.approval.id === approvalId ? now : null;
}

async function partMessage(
  context: SendContext,
  draft: Draft,
  { personId, title, acts, below }: Record<"personId" | "title", string> & { acts: Button[]; below: string[] },
): Promise<Message> {
  const { db, workspaceId, now } = context;
  const correction = (await correctionsOf(db, workspaceId, [draft.id])).get(draft.id);
  const report = correction?.report ?? (await partNow(context, draft, personId));
  const program = await programOf(db, workspaceId, draft.program_id);
  const reader = readerToday(context);
  const { zone } = await workspaceTime(db, workspaceId);
  const corrected = correction ? { correctedOn: localDateOf(correction.correctedAt, zone) } : {};
  const input: ScreenInput = {
    reader: { ...reader, id: personId, name: "", role: "lead" },
    rhythm: report.rhythm,
    period: report.period,
    asOf: now,
    zone,
    programs: [
      {
        ...asReported(program, report, localDateOf(now, zone), report.period.from),
        key: program.short_key,
        isHeld: false,
        ...corrected,
      },
    ],
    needs: [],
    names: await namesIn(db, workspaceId, [report]),
  };
  const part: KnownBlock[] = input.programs.flatMap((each) =>
    programPart(each, input, { digestId: null, acts, isMessage: true }),
  );
  const foot = part.at(-1);
  return {
    text: lineOf(title),
    blocks: [
      words([{ text: title, bold: true }]),
      ...part.slice(0, -1),
      ...below.map((text) => contextBlock(lineOf(text))),
      ...(foot ? [foot] : []),
    ],
  };
}

/** As its readers would get it now: in its words, all else as it is; `personId`: who looks it over. */
async function partNow({ db, events, workspaceId, now }: SendContext, draft: Draft, personId: string): Promise<Report> {
  const { program_id: programId, rhythm, report, sentAt } = draft;
  if (sentAt !== null) return report;
  const yearStartMonth = (await fiscalYearsIn(db, workspaceId)).startOf([programId]);
  const wanted = { workspaceId, programIds: [programId], rhythm, period: report.period, yearStartMonth };
  const [part] = await reportsToSend({ db, events }, wanted, now);
  const whole = part?.report ?? shownReport(draft);
  return (await outlookReadBy(db, { workspaceId, personId, now }, [whole]))(whole);
}

/** Your part of Margaret’s digest, Wed 4 Nov, from 9:00; where others read it than one, of the sponsors’ October digest. */
export function draftTitle(
  reader: Reader,
  draft: Draft,
  { readers, personId }: { readers: readonly DraftReader[]; personId: string },
): string {
  const { ofOne, ofSeveral, whose } = textsFor(draftTexts, reader).title;
  const [only, ...others] = readers;
  const digest =
    only === undefined || others.length > 0 || only.id === personId
      ? ofSeveral(whose[severalReaders(readers)], periodInWords(reader, draft.rhythm, draft.report.period))
      : ofOne(only.name.split(/\s/)[0] || only.name);
  return [digest, ...sendingOf(reader, draft)].join(", ");
}

/** Wed 4 Nov, from 9:00 */
function sendingOf(reader: Reader, { sendAt }: Draft): [day: string, time: string] {
  const { from } = textsFor(draftTexts, reader);
  return [shortDate(reader, localDateOf(sendAt, reader.zone)), from(timeOfDay(reader, sendAt))];
}

export function draftButtons(reader: Reader, { id: value, state, sentAt, wordsBy }: Draft): Button[] {
  const texts = textsFor(draftTexts, reader);
  const correct = button(draftIds.correct, texts.correct, { value });
  const release = button(draftIds.release, texts.release, { value });
  const change = button(draftIds.change, texts.change, { value });
  if (sentAt !== null) return state === "held" ? [release] : [correct];
  if (state === "held") return [release, change];
  return [
    ...(wordsBy === null ? [button(draftIds.fine, texts.fine, { value })] : []),
    change,
    button(draftIds.hold, texts.hold, { value }),
  ];
}

/** Null of the reader. */
type NameOf = (id: string | null) => string | null;

function stateInWords(reader: Reader, draft: Draft, nameOf: NameOf): string {
  const { now, unanswered } = textsFor(draftTexts, reader);
  const { state, sentAt, words: changed, wordsBy, wordsAt, heldBy } = draft;
  if (sentAt !== null) {
    const at = dateAndTime(reader, sentAt);
    return state === "held" ? now.sentHeld(at) : now.sent(at);
  }
  if (state === "held") return now.held(nameOf(heldBy));
  if (wordsBy === null || wordsAt === null) return unanswered;

  const name = nameOf(wordsBy);
  const at = dateAndTime(reader, wordsAt);
  return changed === null ? now.fine(name, at) : now.changed(name, at);
}

function approvalInWords(reader: Reader, { sentAt }: Draft, now: ApprovalNow, nameOf: NameOf): string[] {
  const { approval: texts } = textsFor(draftTexts, reader);
  switch (now.kind) {
    case "none":
      return [];
    case "nobody":
      return sentAt === null ? [texts.nobody] : [];
    case "asked": {
      const name = nameOf(now.approval.asked_of);
      return [sentAt === null ? texts.waits(name) : texts.sent(name, dateAndTime(reader, sentAt))];
    }
    case "approved":
      return [texts.given(nameOf(now.approval.by_id), dateAndTime(reader, now.approval.at ?? ""))];
    case "refused":
      return [texts.refused(nameOf(now.approval.by_id), now.approval.reason ?? "")];
  }
}

/** Before it goes, which of its words may mean another day to its readers. */
function dayWordsInWords(reader: Reader, draft: Draft): string[] {
  if (draft.sentAt !== null || draft.state === "held") return [];
  const found = dayWordsIn(shownReport(draft));
  const [first, ...others] = found;
  if (first === undefined) return [];

  const texts = textsFor(draftTexts, reader);
  const day = shortDate(reader, localDateOf(draft.sendAt, reader.zone));
  const phrases = found.slice(0, MOST_PHRASES).map(({ phrase }) => texts.quoted(isolated(phrase)));
  const isOneWeekday = others.length === 0 && first.isWeekday;
  return [texts.dayWords(phrases.join(", "), day, isOneWeekday ? first.word : null)];
}

const MOST_PHRASES = 3;

type Stamps = Pick<Services, "clock" | "ids">;

/** In place of what was asked before. `readerId`: whose digest goes first, when the draft is shown; left out: as it is scheduled. */
export async function askForApproval(stamps: Stamps, tx: Tx, draft: Draft, readerId?: string): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: reportId } = draft;
  const subject = approvalSubject(draft);
  const approver = await approverOf(tx, workspaceId, programId);
  const [askedOf] = approver === null ? [] : await approversFor(tx, draft, approver, stamps.clock.now());
  if (askedOf === undefined) return withdrawApproval(tx, subject);
  const wasSentBack = (await lastApproval(tx, subject))?.state === "refused";
  const again: ApprovalSubject["because"] = wasSentBack ? "sent-back" : "change";
  const because = readerId === undefined ? again : "draft";
  const approvalId = await askApproval(stamps, tx, { subject, programId, askedOf });
  const [reader] = (await readersOfDrafts(tx, workspaceId, [draft], stamps.clock.now())).get(reportId) ?? [];
  await enqueue(tx, stamps, reportApprovalKind, {
    workspaceId,
    key: `report-approval:${reportId}:${approvalId}`,
    subject: { reportId, personId: askedOf, readerId: readerId ?? reader?.id ?? askedOf, approvalId, because },
    to: { personId: askedOf },
    notBefore: stamps.clock.now(),
  });
}
