/** What becomes of drafts that wait as a program is held back or released, and of the words above them. */

import { leftOut, nextVersion, TAKEN_IN, type Wording, wordingSchema } from "../../kernel/approval/rules.ts";
import type { Person } from "../../people/use-cases.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Program } from "../../programs/use-cases.ts";
import { gatherFacts } from "../compile/gather.ts";
import { type DigestDocument, readDocument } from "../document.ts";
import { compileInPieces } from "../editions/edition.ts";
import { phases } from "../events.ts";
import { findHold } from "../holds/repository.ts";
import { type HeldRhythm, isHeldBack } from "../holds/rules.ts";
import { wordingAbout } from "./approvers.ts";
import { putToApprovers } from "./drafts.ts";
import { refreshApprovals } from "./messages.ts";
import {
  type Draft,
  findWording,
  insertWording,
  listApprovals,
  listDraftsOf,
  listParts,
  takeDraft,
  updateDraft,
  updatePart,
} from "./repository.ts";
import { subjectOf } from "./wording.ts";

type Stamped = Pick<Services, "db" | "clock" | "ids" | "events">;

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
  const phase = (await phases.of(services, tx, { workspaceId, programIds: [program.id] })).get(program.id);
  const programs = [...(draft.state === "dropped" ? [] : told.programs), { ...program, ...(phase && { phase }) }];
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
  if (part) await updatePart(tx, part, TAKEN_IN);
  else await putToApprovers(tx, services, draft, { facts, document, approvals });
  await refreshApprovals(tx, services, draft);
}

/** The draft says that the program is held back; with the last one it goes no more. False: it does not wait, or is not held. */
export async function leaveOut(
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
  await updatePart(tx, part, leftOut(person.id, services.clock.now()));
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

export async function insertWordingOf(
  { clock }: Stamped,
  tx: Tx,
  person: Pick<Person, "id">,
  { workspace_id, id: draft_id }: Draft,
  wording: Wording | null,
): Promise<void> {
  const last = await findWording(tx, workspace_id, draft_id);
  const storable = wording && { text: storableText(wording.text), remarks: wording.remarks.map(storableText) };
  const version = nextVersion(last, { by: person.id, at: clock.now(), wording: storable });
  await insertWording(tx, { workspace_id, draft_id, ...version, wording: JSON.stringify(version.wording) });
}
