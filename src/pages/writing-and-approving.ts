/** A page is written section by section, and approved by somebody who wrote nothing of what is new in it. */
import { approve, askApproval, refuse, withdrawApproval } from "../approvals/approvals.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { appendAudit } from "../platform/audit.ts";
import { storableText, type Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { Program } from "../programs/programs.ts";
import { listSeatsOn, seatDay } from "../programs/seats.ts";
import type { SeatRole } from "../programs/table.ts";
import { ofKind, pageFailure } from "./failures.ts";
import { isSameLine, type Measure, readMeasuresColumn } from "./measures.ts";
import { enqueueNote, enqueueShared, showNotes, showShared } from "./messages.ts";
import { type PageAt, type PageKind, pageKind, type Reading } from "./page-kinds.ts";
import { type PageNow, pageNow } from "./reading.ts";
import {
  APPROVED_KIND,
  authorsOf,
  changedSince,
  idsOf,
  isEmpty,
  listSections,
  type Section,
  type SectionIds,
} from "./sections-and-versions.ts";

/** Throws PAGE_NOT_YOURS, PAGE_NOT_TO_WRITE, PAGE_PROGRAM_CLOSED. */
export async function pageToWrite(reading: Reading, person: Person, page: PageAt): Promise<PageNow> {
  const now = await pageNow(reading, person, page);
  if (!now.may(page.kind.rights.write)) {
    const who = (await seatedIn(reading, now.program, ["lead", "deputy"])).map(({ name }) => name);
    throw pageFailure("PAGE_NOT_TO_WRITE", { who });
  }
  if (now.program.state === "closed") throw pageFailure("PAGE_PROGRAM_CLOSED");
  return now;
}

/** What somebody else saved since the form was opened: then nothing is saved. Throws as `pageToWrite`. */
export async function saveSection(ctx: ActorContext, given: GivenSection): Promise<Section | null> {
  if (await inTransaction(ctx.db, (tx) => saveSectionWithin({ ...ctx, db: tx }, given))) return null;
  const { kind, programId, section } = given;
  const place = { workspaceId: ctx.actor.workspace_id, page: kind.name, programId };
  return (await listSections(ctx.db, place)).find((each) => each.section === section) ?? null;
}

type GivenSection = PageAt & { section: string; revision: number; text: string; measures: readonly Measure[] };

/** False where somebody else has saved it since. */
async function saveSectionWithin(ctx: ActorContext<Tx>, given: GivenSection): Promise<boolean> {
  const { db: tx, actor: person } = ctx;
  const { kind, programId, section, revision } = given;
  const now = await pageToWrite(ctx, person, given);
  const last = now.sections.find((each) => each.section === section);
  if ((last?.revision ?? 0) !== revision) return false;
  const text = storableText(given.text.trim());
  const measures = JSON.stringify(given.measures);
  if (text === (last?.text ?? "") && measures === JSON.stringify(last?.measures ?? [])) return true;
  const isFirst = await rows(tx, "page_section", person.workspace_id).insertNew({
    id: ctx.ids.next(),
    program_id: programId,
    page: kind.name,
    section,
    revision: revision + 1,
    text,
    measures: storableText(measures),
    written_by: person.id,
    written_at: ctx.clock.now(),
  });
  if (!isFirst) return false;
  await withdrawOpen(ctx, tx, now);
  await note(ctx, { action: "page.written", programId, kind, section });
  return true;
}

/** An old line of a page has become a measure of its program, and leaves it, as long as it says the same. Throws as `pageToWrite`. */
export async function takeLineOut(
  ctx: ActorContext<Tx>,
  { sectionId, place, programId }: { sectionId: string; place: number; programId: string },
): Promise<void> {
  const row = await rows(ctx.db, "page_section", ctx.actor.workspace_id).find({ id: sectionId });
  const [line] = row ? readMeasuresColumn(row.measures).slice(place, place + 1) : [];
  if (!row || !line || row.program_id !== programId) return;
  const page = { kind: pageKind(ctx, row.page), programId };
  const { sections } = await pageToWrite(ctx, ctx.actor, page);
  const last = sections.find((each) => each.section === row.section);
  const at = last?.measures.findIndex((each) => isSameLine(each, line)) ?? -1;
  if (!last || at < 0) return;
  const measures = last.measures.filter((_, index) => index !== at);
  await saveSectionWithin(ctx, { ...page, section: row.section, revision: last.revision, text: last.text, measures });
}

/**
 * Asks one person, in place of whoever was asked before. Throws as `pageToWrite`, PAGE_NOTHING_NEW, PAGE_UNWRITTEN,
 * PAGE_APPROVER, PAGE_AUTHOR.
 */
export async function askForApproval(
  ctx: ActorContext,
  { approver, ...page }: PageAt & { approver: Person },
): Promise<void> {
  const { actor } = ctx;
  const { kind, programId } = page;
  await inTransaction(ctx.db, async (tx) => {
    const now = await pageToWrite({ ...ctx, db: tx }, actor, page);
    refuseUnready(kind, now);
    const standings = await kind.standings({ ...ctx, db: tx }, approver, programId);
    if (!may(standings, kind.rights.approve)) throw pageFailure("PAGE_APPROVER", ofKind(kind, "approvers"));
    if (authorsOf(now).has(approver.id)) throw pageFailure("PAGE_AUTHOR", { name: approver.name });
    await withdrawOpen(ctx, tx, now);
    const { versionId } = await propose(ctx, tx, kind, now, { askedBy: actor, askedOf: approver });
    await enqueueNote(ctx, tx, {
      workspaceId: actor.workspace_id,
      page: kind.name,
      programId,
      is: "asked",
      versionId,
      personId: approver.id,
      byId: actor.id,
    });
  });
}

/** Who may approve what is new beside this person, the first choice first. */
export async function approversBeside(
  reading: Reading,
  person: Person,
  kind: PageKind,
  now: PageNow,
): Promise<Person[]> {
  const authors = authorsOf(now);
  const seated = await seatedIn(reading, now.program, kind.approvers);
  return seated.filter(({ id }) => id !== person.id && !authors.has(id));
}

/** Throws PAGE_NOT_YOURS, PAGE_APPROVER, PAGE_PROGRAM_CLOSED, PAGE_NOTHING_NEW, PAGE_UNWRITTEN, PAGE_OWN_WORDS. */
export async function pageToAnswer(reading: Reading, person: Person, page: PageAt): Promise<PageNow> {
  const { kind } = page;
  const now = await pageNow(reading, person, page);
  if (!now.may(kind.rights.approve)) throw pageFailure("PAGE_APPROVER", ofKind(kind, "approvers"));
  refuseUnready(kind, now);
  if (!authorsOf(now).has(person.id)) return now;
  const who = (await approversBeside(reading, person, kind, now)).map(({ name }) => name);
  throw pageFailure("PAGE_OWN_WORDS", { who });
}

/**
 * Approves what was read, or with `reason` sends it back, whether or not anybody was asked; `read`: which row of each section
 * that was. Throws as `pageToAnswer`, PAGE_MOVED_ON.
 */
export async function answerPage(
  ctx: ActorContext,
  { read, reason, ...page }: PageAt & { read: SectionIds; reason?: string },
): Promise<void> {
  const { actor: person } = ctx;
  const { kind, programId } = page;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const now = await pageToAnswer(within, person, page);
    const authors = authorsOf(now);
    if (changedSince(idsOf(now.sections), { sections: read }).length > 0) throw pageFailure("PAGE_MOVED_ON");
    const open = openIn(now);
    const { versionId, approvalId } = open
      ? { versionId: open.id, approvalId: open.approval.id }
      : await propose(ctx, tx, kind, now, { askedBy: person, askedOf: person });
    const answering = { approvalId, authors, isDelegate: true };
    if (reason === undefined) await approve(within, answering);
    else await refuse(within, { ...answering, reason });
    await showNotes(ctx, tx, person.workspace_id, versionId);
    // Whoever asked reads the answer; a refusal goes to the authors too.
    const readers = new Set([...(open ? [open.askedBy] : []), ...(open && reason === undefined ? [] : authors)]);
    readers.delete(person.id);
    for (const personId of readers)
      await enqueueNote(ctx, tx, {
        workspaceId: person.workspace_id,
        page: kind.name,
        programId,
        is: "answered",
        versionId,
        personId,
        byId: personId,
      });
    if (reason === undefined) await showShared(ctx, tx, { workspaceId: person.workspace_id, ...page });
  });
}

/** To a person who may read it, and to a channel. Throws as `pageToWrite`, PAGE_NOT_APPROVED, PAGE_READER. */
export async function sharePage(
  ctx: ActorContext,
  { person, channelId, viewId, ...page }: PageAt & { person: Person | null; channelId: string | null; viewId: string },
): Promise<void> {
  const { actor } = ctx;
  const { kind, programId } = page;
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const now = await pageToWrite(within, actor, page);
    if (!now.approved) throw pageFailure("PAGE_NOT_APPROVED");
    const shared = { workspaceId: actor.workspace_id, page: kind.name, programId, byId: actor.id, viewId };
    if (person) {
      const standings = await kind.standings(within, person, programId);
      if (!may(standings, kind.rights.read))
        throw pageFailure("PAGE_READER", { ...ofKind(kind, "readers"), name: person.name });
      await enqueueShared(ctx, tx, shared, { personId: person.id });
    }
    if (channelId !== null) await enqueueShared(ctx, tx, shared, { channelId });
    await note(within, { action: "page.shared", programId, kind });
  });
}

/** What was asked counts no more: the page was changed, or somebody else is asked. */
async function withdrawOpen(services: Services, tx: Tx, now: PageNow): Promise<void> {
  const open = openIn(now);
  if (!open) return;
  const workspaceId = now.program.workspace_id;
  await withdrawApproval(tx, { workspaceId, kind: APPROVED_KIND, id: open.id });
  await showNotes(services, tx, workspaceId, open.id);
}

function openIn({ versions }: PageNow) {
  return versions.find(({ approval }) => approval.state === "asked");
}

function refuseUnready({ sections: [first] }: PageKind, { program, sections, approved }: PageNow): void {
  if (program.state === "closed") throw pageFailure("PAGE_PROGRAM_CLOSED");
  if (changedSince(idsOf(sections), approved).length === 0) throw pageFailure("PAGE_NOTHING_NEW");
  const row = sections.find(({ section }) => section === first.key);
  if (!row || isEmpty(row)) throw pageFailure("PAGE_UNWRITTEN", { en: first.words.en.title, fr: first.words.fr.title });
}

async function propose(
  services: Services,
  tx: Tx,
  kind: PageKind,
  { program, sections }: PageNow,
  { askedBy, askedOf }: { askedBy: Person; askedOf: Person },
): Promise<{ versionId: string; approvalId: string }> {
  const { workspace_id: workspaceId, id: programId } = program;
  const versionId = services.ids.next();
  await rows(tx, "page_version", workspaceId).insert({
    id: versionId,
    program_id: programId,
    page: kind.name,
    sections: JSON.stringify(idsOf(sections)),
    basis: await kind.basis({ ...services, db: tx }, program),
    asked_by: askedBy.id,
    asked_at: services.clock.now(),
  });
  const subject = { workspaceId, kind: APPROVED_KIND, id: versionId };
  return { versionId, approvalId: await askApproval(services, tx, { subject, programId, askedOf: askedOf.id }) };
}

async function note(
  ctx: ActorContext<Tx>,
  { action, kind, programId, section }: PageAt & { action: "page.written" | "page.shared"; section?: string },
): Promise<void> {
  const { workspace_id: workspaceId, id: actorId } = ctx.actor;
  await appendAudit(ctx.db, ctx, {
    workspaceId,
    actorId,
    action,
    subject: { kind: "program", id: programId },
    programId,
    after: { kind: kind.name, ...(section && { section }) },
  });
}

/** Who sits in these roles now and has not left, in the order of the roles. */
export async function seatedIn(
  { clock, db }: Pick<Reading, "clock" | "db">,
  program: Pick<Program, "workspace_id" | "id">,
  roles: readonly SeatRole[],
): Promise<Person[]> {
  const seats = await listSeatsOn(db, program, seatDay(clock.now()));
  const ids = roles.flatMap((role) => seats.flatMap((seat) => (seat.role === role ? [seat.person_id] : [])));
  const people = new Map((await peopleByIds(db, program.workspace_id, ids)).map((each) => [each.id, each]));
  return [...new Set(ids)].flatMap((id) => people.get(id) ?? []).filter(({ is_deactivated: left }) => left === 0);
}
