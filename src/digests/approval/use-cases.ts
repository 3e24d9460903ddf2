/** Who approves a program's part of a digest, and what approvers do with its draft. */

import { requestEvaluation } from "../../health/evaluation-requests.ts";
import { mayApprove, NOT_APPROVED, othersWhoMay, type Wording, wordingSchema } from "../../kernel/approval/rules.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { titleFor } from "../../programs/naming.ts";
import { programCalled } from "../../programs/rules-program.ts";
import { listProgramsFor, type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { gatherFacts } from "../compile/gather.ts";
import { yearsFor } from "../compile/gather-feed.ts";
import { type DigestDocument, readDocument } from "../document.ts";
import { compileInPieces } from "../editions/edition.ts";
import { findHold, upsertHold } from "../holds/repository.ts";
import { HELD_RHYTHMS, type HeldRhythm, heldThrough, isHeldBack } from "../holds/rules.ts";
import { periodBefore } from "../rules-periods.ts";
import { approversOf, namedApprover, wordingAbout } from "./approvers.ts";
import { putToApprovers } from "./drafts.ts";
import { refreshApprovals } from "./messages.ts";
import {
  APPROVAL_SET,
  type Draft,
  deleteApproval,
  findDraft,
  findWording,
  insertWording,
  listApprovals,
  listDraftsOf,
  listDraftsWith,
  listParts,
  takeDraft,
  updateDraft,
  updatePart,
  upsertApproval,
} from "./repository.ts";
import { approvalTexts } from "./texts.ts";
import { concerns, originalBottomLine, subjectOf } from "./wording.ts";

const failure = errorTable({
  APPROVAL_NOT_YOURS: {
    en: ({ program }) =>
      `Only the lead and the deputy of ${programCalled.en(program)} can say who approves its part of a digest.`,
    fr: ({ program }) =>
      `Seuls le responsable ${programCalled.frOf(program)} et son suppléant décident qui en approuve la synthèse.`,
  },
  DRAFT_NOT_YOURS: {
    en: ({ program, who }) =>
      `The part of the digest about ${programCalled.en(program)} is not put to you. Ask ${who}.`,
    fr: ({ program, who }) =>
      `La partie de la synthèse consacrée à ${programCalled.fr(program)} ne vous est pas soumise. Demandez à ${who}.`,
  },
  OWN_WORDING: {
    en: ({ who }) => `You worded this last, so somebody else approves it: ask ${who}, or restore the original wording.`,
    fr: ({ who }) =>
      `Vous êtes l’auteur de cette formulation, une autre personne doit l’approuver\u00a0: demandez à ${who}, ou rétablissez la formulation d’origine.`,
  },
  OWN_WORDING_ALONE: { en: () => approvalTexts.en.now.wordedAlone, fr: () => approvalTexts.fr.now.wordedAlone },
  DRAFT_GONE: {
    en: () => "This digest does not wait any more: it was sent, or held back.",
    fr: () => "Cette synthèse n’attend plus\u00a0: elle est partie, ou elle a été retenue.",
  },
  NOT_ABOUT_PROGRAM: {
    en: ({ program }) =>
      `The bottom line of this digest is about another program than ${program}: those who approve that one word it.`,
    fr: ({ program }) =>
      `L’essentiel de cette synthèse concerne un autre programme que ${program}\u00a0: ceux qui approuvent celui-là le formulent.`,
  },
});

type Stamped = Pick<Services, "db" | "clock" | "ids" | "events">;

/** Who approves: nobody, whoever leads the program, or a person. Twice is once. Throws APPROVAL_NOT_YOURS. */
export async function setApproval(
  services: Stamped,
  person: Person,
  { programId, approver }: { programId: string; approver: "none" | "lead" | { personId: string } },
): Promise<void> {
  const { workspace_id: workspaceId } = person;
  await inTransaction(services.db, async (tx) => {
    const program = await programOf(tx, workspaceId, programId);
    if (!may(await standingsOf(tx, person, programId, services), "hold-digest"))
      throw failure("APPROVAL_NOT_YOURS", { program: await titleFor(services, tx, person, program) });
    const [known] = await listApprovals(tx, workspaceId, [programId]);
    if (approver === "none") await deleteApproval(tx, workspaceId, programId);
    else
      await upsertApproval(tx, {
        workspace_id: workspaceId,
        program_id: programId,
        approver_id: approver === "lead" ? null : approver.personId,
        set_by: person.id,
        // Whoever approves, what nobody has approved yet waits on.
        set_at: known?.set_at ?? services.clock.now(),
      });
    for (const draft of await listDraftsWith(tx, workspaceId, programId)) await refreshApprovals(tx, services, draft);
    // What waited is told from now on.
    if (approver === "none")
      await requestEvaluation(tx, services, { workspace_id: workspaceId, program_id: programId });
    await appendAudit(tx, services, {
      workspaceId,
      actorId: person.id,
      action: APPROVAL_SET,
      subject: { kind: "program", id: programId },
      programId,
      before: known ? { approverId: known.approver_id } : null,
      after: { approver },
    });
  });
}

/** The running programs for which this person may say who approves. */
export async function programsToApproveFor(services: Stamped, person: Person): Promise<Program[]> {
  const known = await listProgramsFor(services.db, person, services);
  return known.flatMap(({ program, standings }) =>
    program.state === "active" && may(standings, "hold-digest") ? [program] : [],
  );
}

/** The part as it would go, for those to whom it is put. Throws DRAFT_NOT_YOURS, DRAFT_GONE. */
export async function readDraftPart(
  services: Stamped,
  person: Person,
  part: { draftId: string; programId: string },
): Promise<DigestDocument> {
  const { document, worded } = await partFor(services, services.db, person, part);
  return { ...document, ...(worded && { wording: { ...worded.wording, by: worded.author } }) };
}

/** Twice is once. Throws DRAFT_NOT_YOURS, OWN_WORDING, OWN_WORDING_ALONE, DRAFT_GONE. */
export async function approvePart(
  services: Stamped,
  person: Person,
  part: { draftId: string; programId: string },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await takeDraft(tx, person.workspace_id, part.draftId);
    const { draft, standing, others, isApproved } = await partFor(services, tx, person, part);
    if (isApproved) return;
    if (standing === "author")
      throw others.length > 0 ? failure("OWN_WORDING", { who: others }) : failure("OWN_WORDING_ALONE");
    const { workspace_id, id: draft_id } = draft;
    await updatePart(
      tx,
      { workspace_id, draft_id, program_id: part.programId },
      { approved_by: person.id, approved_at: services.clock.now() },
    );
    await refreshApprovals(tx, services, draft);
    await recordIn(services, tx, person, { draft, programId: part.programId, action: "digest.approved" });
  });
}

/**
 * The digest goes without the program and names it; with the last program it does not go at all. What was answered comes
 * with the one after. Throws DRAFT_NOT_YOURS, DRAFT_GONE.
 */
export async function holdDraftPart(
  services: Stamped,
  person: Person,
  { draftId, programId }: { draftId: string; programId: string },
): Promise<void> {
  const { db } = services;
  const { workspace_id: workspaceId } = person;
  await inTransaction(db, async (tx) => {
    await takeDraft(tx, workspaceId, draftId);
    const { draft, program } = await partFor(services, tx, person, { draftId, programId });
    const rhythm = HELD_RHYTHMS.find((held) => held === draft.rhythm);
    if (!rhythm) throw failure("DRAFT_GONE");
    const reader = { workspaceId, personId: draft.reader_id, rhythm };
    // In the years of the program: the draft is in those of its reader.
    const start = (await yearsFor(tx, reader)).startOf([programId]);
    const period = periodBefore(rhythm, draft.cut_off_at, draft.zone, start);
    const hold = heldThrough(await findHold(tx, workspaceId, programId, rhythm), period);
    if (hold)
      await upsertHold(tx, {
        workspace_id: workspaceId,
        program_id: programId,
        rhythm,
        first_period: hold.first,
        last_period: hold.last,
        held_by: person.id,
        held_at: services.clock.now(),
      });
    if (!(await leaveOut(services, tx, person, { draft, program }))) throw failure("DRAFT_GONE");
    // It holds for all its readers: Home says so, and each draft that is made from now on.
    await holdDrafts(services, tx, person, { program, rhythm });
    await recordIn(services, tx, person, { draft, programId, action: "digest.held" });
  });
}

/** What waits of the next digests of this rhythm goes without the program, approved or not; what is late is of those before. */
export async function holdDrafts(
  services: Stamped,
  tx: Tx,
  person: Person,
  { program, rhythm }: { program: Program; rhythm: HeldRhythm },
): Promise<void> {
  const next = { rhythm, state: ["waiting"] as const, from: services.clock.now() };
  for (const { id, document } of await listDraftsOf(tx, program.workspace_id, next)) {
    if (!tells(document, program)) continue;
    const draft = await takeDraft(tx, program.workspace_id, id);
    if (draft?.state === "waiting") await leaveOut(services, tx, person, { draft, program });
  }
}

/** What was to go without the program, or for want of it not at all, goes with it as if it had not been held. */
export async function releaseDrafts(
  services: Stamped,
  tx: Tx,
  person: Person,
  { program, rhythm }: { program: Program; rhythm: HeldRhythm },
): Promise<void> {
  const next = { rhythm, state: ["waiting", "dropped"] as const, from: services.clock.now() };
  for (const { id } of await listDraftsOf(tx, program.workspace_id, next)) {
    const draft = await takeDraft(tx, program.workspace_id, id);
    if (draft?.state === "dropped" || (draft?.state === "waiting" && !tells(draft.document, program)))
      await takeIn(services, tx, person, { draft, program });
  }
}

function tells(document: string, program: Program): boolean {
  return readDocument(document).programs.some(({ key }) => key === program.key);
}

/** As of the draft's own cut-off; what was approved of it stays approved, under the words that it was approved in. */
async function takeIn(
  services: Stamped,
  tx: Tx,
  person: Person,
  { draft, program }: { draft: Draft; program: Program },
): Promise<void> {
  const { workspace_id: workspaceId, id: draftId } = draft;
  if (await isHeldFrom(tx, draft, program)) return;
  const told = readDocument(draft.document);
  const programs = [...(draft.state === "dropped" ? [] : told.programs), program];
  const heldBack = (told.heldBack ?? []).filter((one) => one.program !== program.title);
  const { facts, document } = await madeAgain(tx, draft, { programs, heldBack });
  if (!document || !facts?.programs.some(({ id }) => id === program.id)) return;
  const part = (await listParts(tx, workspaceId, draftId)).find((one) => one.program_id === program.id);
  // The words above another bottom line do not stand above this one, those from before the hold do again.
  if (draft.state === "dropped" || subjectOf(document) !== subjectOf(told)) {
    const before = part?.held_at ? await findWording(tx, workspaceId, draftId, part.held_at) : undefined;
    const words = before ? wordingSchema.nullable().parse(JSON.parse(before.wording)) : null;
    if (before || (await findWording(tx, workspaceId, draftId)))
      await insertWordingOf(services, tx, { id: before?.edited_by ?? person.id }, draft, words);
  }
  await updateDraft(tx, draft, { document: JSON.stringify(document), state: "waiting" });
  const approvals = await listApprovals(tx, workspaceId, [program.id]);
  if (part) await updatePart(tx, part, { held_by: null, held_at: null });
  else await putToApprovers(tx, services, draft, { facts, document, approvals });
  await refreshApprovals(tx, services, draft);
}

/** The draft says that the program is held back; with the last one it goes no more. False: it does not wait, or is not held. */
async function leaveOut(
  services: Stamped,
  tx: Tx,
  person: Person,
  { draft, program }: { draft: Draft; program: Program },
): Promise<boolean> {
  const { workspace_id: workspaceId, id: draftId } = draft;
  if (!(await isHeldFrom(tx, draft, program))) return false;
  const told = readDocument(draft.document);
  const programs = told.programs.filter(({ key }) => key !== program.key);
  const heldBack = [...(told.heldBack ?? []), { program: program.title, by: person.name }];
  const { document } = await madeAgain(tx, draft, { programs, heldBack });
  const part = { workspace_id: workspaceId, draft_id: draftId, program_id: program.id };
  await updatePart(tx, part, { held_by: person.id, held_at: services.clock.now() });
  // Words for a bottom line that goes with the program do not stand above the one that comes in its place.
  const { title = program.title } = told.programs.find(({ key }) => key === program.key) ?? {};
  if (await wordingAbout(tx, draft, title)) await insertWordingOf(services, tx, person, draft, null);
  const changes = {
    document: JSON.stringify(document ?? { ...told, heldBack }),
    ...(!document && { state: "dropped" as const }),
  };
  if (!(await updateDraft(tx, draft, changes))) return false;
  await refreshApprovals(tx, services, draft);
  return true;
}

/** Of these programs, as all was at its cut-off: what came or went since was put to no approver. */
async function madeAgain(tx: Tx, draft: Draft, told: Pick<DigestDocument, "programs" | "heldBack">) {
  const { workspace_id: workspaceId, reader_id: personId, rhythm, cut_off_at: cutOffAt } = draft;
  const sent = { ...told, recordedUntil: cutOffAt, replaced: [] };
  const facts = await gatherFacts(tx, { workspaceId, personId, rhythm }, cutOffAt, { sent });
  return { facts, document: facts && (await compileInPieces(facts)) };
}

/** Whether the program is held back on the day of the draft, whatever was held or released since. */
async function isHeldFrom(tx: Tx, draft: Draft, program: Program): Promise<boolean> {
  const { workspace_id, rhythm, zone, from_at: fromAt, cut_off_at: cutOffAt } = draft;
  const hold = await findHold(tx, workspace_id, program.id, rhythm);
  return isHeldBack(rhythm, hold, localDateOf(cutOffAt, zone), localDateOf(fromAt, zone));
}

/** The draft whose bottom line is to be worded, as it stands. Throws DRAFT_NOT_YOURS, DRAFT_GONE, NOT_ABOUT_PROGRAM. */
export async function wordingOf(
  services: Stamped,
  person: Person,
  part: { draftId: string; programId: string },
): Promise<{ original: string; wording: Wording | null }> {
  const { draft, program } = await wordable(services, services.db, person, part);
  const document = readDocument(draft.document);
  const worded = await wordingAbout(services.db, draft, program.title);
  return { original: originalBottomLine(document), wording: worded?.wording ?? null };
}

/**
 * Other words for the bottom line, which stand above the original with the name of whoever wrote them; null restores the
 * original. What was approved of the part before has to be approved again. Throws as `wordingOf`.
 */
export async function wordDraft(
  services: Stamped,
  person: Person,
  part: { draftId: string; programId: string },
  wording: Wording | null,
): Promise<void> {
  const { workspace_id } = person;
  await inTransaction(services.db, async (tx) => {
    await takeDraft(tx, workspace_id, part.draftId);
    const { draft } = await wordable(services, tx, person, part);
    await insertWordingOf(services, tx, person, draft, wording);
    await updatePart(tx, { workspace_id, draft_id: draft.id, program_id: part.programId }, NOT_APPROVED);
    await refreshApprovals(tx, services, draft);
    await recordIn(services, tx, person, { draft, programId: part.programId, action: "digest.worded" });
  });
}

async function insertWordingOf(
  { clock }: Stamped,
  tx: Tx,
  person: Pick<Person, "id">,
  { workspace_id, id: draft_id }: Draft,
  wording: Wording | null,
): Promise<void> {
  const last = await findWording(tx, workspace_id, draft_id);
  await insertWording(tx, {
    workspace_id,
    draft_id,
    revision: (last?.revision ?? 0) + 1,
    edited_by: person.id,
    edited_at: clock.now(),
    wording: JSON.stringify(
      wording && { text: storableText(wording.text), remarks: wording.remarks.map(storableText) },
    ),
  });
}

async function wordable(
  services: Stamped,
  db: Db | Tx,
  person: Person,
  part: { draftId: string; programId: string },
): Promise<{ draft: Draft; program: Program }> {
  const { draft, program } = await partFor(services, db, person, part);
  const document = readDocument(draft.document);
  if (!concerns(document, program.title)) throw failure("NOT_ABOUT_PROGRAM", { program: program.title });
  return { draft, program };
}

async function partFor(
  services: Stamped,
  db: Db | Tx,
  person: Person,
  { draftId, programId }: { draftId: string; programId: string },
) {
  const { workspace_id: workspaceId } = person;
  const program = await programOf(db, workspaceId, programId);
  const [approval] = await listApprovals(db, workspaceId, [programId]);
  const now = services.clock.now();
  const approverId = await namedApprover(db, approval, now);
  const draft = await findDraft(db, workspaceId, draftId);
  const worded = draft ? await wordingAbout(db, draft, program.title) : null;
  const wordedBy = worded?.authorId ?? null;
  const isLead = may(await standingsOf(db, person, programId, services), "hold-digest");
  const standing = mayApprove({ id: person.id, isLead }, { approverId, wordedBy });
  const leads = await approversOf(db, workspaceId, programId, null, now);
  const candidates = othersWhoMay(person.id, { approverId, wordedBy, leads });
  const others = (await peopleByIds(db, workspaceId, candidates)).map(({ name }) => name);
  if (standing === "no")
    throw failure("DRAFT_NOT_YOURS", { program: await titleFor(services, db, person, program), who: others });
  const known = draft && (await listParts(db, workspaceId, draftId)).find((one) => one.program_id === programId);
  if (!draft || !known || known.held_at !== null || draft.state !== "waiting") throw failure("DRAFT_GONE");
  const document = readDocument(known.document);
  return { draft, program, standing, others, worded, document, isApproved: known.approved_at !== null };
}

async function recordIn(
  services: Stamped,
  tx: Tx,
  person: Person,
  { draft, programId, action }: { draft: Draft; programId: string; action: string },
): Promise<void> {
  await appendAudit(tx, services, {
    workspaceId: person.workspace_id,
    actorId: person.id,
    action,
    subject: { kind: "program", id: programId },
    programId,
    after: { rhythm: draft.rhythm, period: draft.period, draftId: draft.id },
  });
}
