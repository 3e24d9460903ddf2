/** Who approves a program's part of a digest, and what approvers do with its draft. */

import { requestEvaluation } from "../../health/evaluation-requests.ts";
import { approved, mayApprove, NOT_APPROVED, othersWhoMay, type Wording } from "../../kernel/approval/rules.ts";
import { may } from "../../people/rules-rights.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { titleFor } from "../../programs/naming.ts";
import { programCalled } from "../../programs/rules-program.ts";
import { listProgramsFor, type Program, programOf, standingsOf } from "../../programs/use-cases.ts";
import { yearsFor } from "../compile/gather-feed.ts";
import { type DigestDocument, readDocument } from "../document.ts";
import { findHold, upsertHold } from "../holds/repository.ts";
import { HELD_RHYTHMS, heldThrough } from "../holds/rules.ts";
import { periodBefore } from "../periods/rules.ts";
import { leadsOf, namedApprover, wordingAbout } from "./approvers.ts";
import { holdDrafts, insertWordingOf, leaveOut } from "./held-drafts.ts";
import { refreshApprovals } from "./messages.ts";
import {
  APPROVAL_SET,
  type Draft,
  deleteApproval,
  findDraft,
  listApprovals,
  listDraftsWith,
  listParts,
  takeDraft,
  updatePart,
  upsertApproval,
} from "./repository.ts";
import { approvalTexts } from "./texts.ts";
import { concerns, originalBottomLine } from "./wording.ts";

const failure = errorTable({
  APPROVAL_NOT_YOURS: {
    en: ({ program }) => `Only the lead and deputy of ${programCalled.en(program)} can set who approves its part.`,
    fr: ({ program }) =>
      `Seuls les responsables ${programCalled.frOf(program)} décident qui approuve sa partie de la synthèse.`,
  },
  DRAFT_NOT_YOURS: {
    en: ({ program, who }) => `You’re not the approver for ${programCalled.en(program)}. Ask ${who}.`,
    fr: ({ program, who }) =>
      `L’approbation de cette partie (${programCalled.fr(program)}) ne vous revient pas. Demandez à ${who}.`,
  },
  OWN_WORDING: {
    en: ({ who }) =>
      `You made the last edit, so someone else approves it. Ask ${who}, or restore the original wording.`,
    fr: ({ who }) =>
      `Cette formulation est de vous\u00a0: une autre personne doit l’approuver. Demandez à ${who}, ou rétablissez la formulation d’origine.`,
  },
  OWN_WORDING_ALONE: { en: () => approvalTexts.en.now.wordedAlone, fr: () => approvalTexts.fr.now.wordedAlone },
  DRAFT_GONE: {
    en: () => "This digest is no longer waiting: it was sent or left out.",
    fr: () => "Cette synthèse n’attend plus\u00a0: elle a été envoyée, ou votre partie en a été exclue.",
  },
  NOT_ABOUT_PROGRAM: {
    en: ({ program }) => `This digest’s bottom line isn’t about ${program}. The other program’s approvers word it.`,
    fr: ({ program }) =>
      `L’essentiel de cette synthèse ne porte pas sur «\u00a0${program}\u00a0»\u00a0: sa formulation revient aux personnes qui approuvent l’autre programme.`,
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

/** A part as it would go, and whether whoever reads it may approve it; `others`: who else could. */
export interface DraftPartRead {
  document: DigestDocument;
  verdict: "yes" | "author";
  others: string[];
  isApproved: boolean;
}

/** For those to whom it is put. Throws DRAFT_NOT_YOURS, DRAFT_GONE. */
export async function readDraftPart(
  services: Stamped,
  person: Person,
  part: { draftId: string; programId: string },
): Promise<DraftPartRead> {
  const { document, worded, verdict, others, isApproved } = await partFor(services, services.db, person, part);
  const wording = worded && { wording: { ...worded.wording, by: worded.author } };
  return { document: { ...document, ...wording }, verdict, others, isApproved };
}

/** Twice is once. Throws DRAFT_NOT_YOURS, OWN_WORDING, OWN_WORDING_ALONE, DRAFT_GONE. */
export async function approvePart(
  services: Stamped,
  person: Person,
  part: { draftId: string; programId: string },
): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await takeDraft(tx, person.workspace_id, part.draftId);
    const { draft, verdict, others, isApproved } = await partFor(services, tx, person, part);
    if (isApproved) return;
    if (verdict === "author")
      throw others.length > 0 ? failure("OWN_WORDING", { who: others }) : failure("OWN_WORDING_ALONE");
    const { workspace_id, id: draft_id } = draft;
    await updatePart(
      tx,
      { workspace_id, draft_id, program_id: part.programId },
      approved(person.id, services.clock.now()),
    );
    await refreshApprovals(tx, services, draft);
    await auditPart(services, tx, person, { draft, programId: part.programId, action: "digest.approved" });
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
    await auditPart(services, tx, person, { draft, programId, action: "digest.held" });
  });
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
    await auditPart(services, tx, person, { draft, programId: part.programId, action: "digest.worded" });
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
  const verdict = mayApprove({ id: person.id, isLead }, { approverId, wordedBy });
  const leads = await leadsOf(db, workspaceId, programId, now);
  const candidates = othersWhoMay(person.id, { approverId, wordedBy, leads });
  const others = (await peopleByIds(db, workspaceId, candidates)).map(({ name }) => name);
  if (verdict === "no")
    throw failure("DRAFT_NOT_YOURS", { program: await titleFor(services, db, person, program), who: others });
  const known = draft && (await listParts(db, workspaceId, draftId)).find((one) => one.program_id === programId);
  if (!draft || !known || known.held_at !== null || draft.state !== "waiting") throw failure("DRAFT_GONE");
  const document = readDocument(known.document);
  return { draft, program, verdict, others, worded, document, isApproved: known.approved_at !== null };
}

async function auditPart(
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
