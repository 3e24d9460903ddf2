/** What pages bring to people: a page that is shared, and a line that approval is asked, was given, or rests on what has changed. */
import { z } from "zod";
import { lastApproval } from "../approvals/approvals.ts";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { getPerson, peopleByIds } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programOf, runningPrograms } from "../programs/programs.ts";
import { inChargeAmong, seatDay, seatsByProgram } from "../programs/seats.ts";
import { escapeMrkdwn, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { pageMessage, titleOf } from "./page-as-message.ts";
import { type PageAt, pageKind, pageKinds } from "./page-kinds.ts";
import { showPage } from "./reading.ts";
import { APPROVED_KIND, lastApproved } from "./sections-and-versions.ts";
import { pageTexts } from "./texts.ts";

type Stamps = Pick<Services, "clock" | "ids">;

const pageOf = { page: z.string(), programId: z.string() };

/** `asked`: whoever is to approve a version; `answered`: whoever asked; `changed`: whoever leads, once for each version. */
const noteSubject = z.strictObject({
  ...pageOf,
  is: z.enum(["asked", "answered", "changed"]),
  versionId: z.string(),
  personId: z.string(),
  /** Who asked. */
  byId: z.string(),
});
type Note = z.infer<typeof noteSubject>;

const LANES = { asked: "now", answered: "morning", changed: "morning" } as const;

export const pageNoteKind: MessageKind<Note> = {
  kind: "page-note",
  subject: noteSubject,
  about: ({ versionId, byId }) => ({ page_version: versionId, person: byId }),
  priority: 30,
  contact: ({ is }) => (is === "asked" ? "prompt" : "notice"),
  lane: ({ is }) => LANES[is],
  many: {
    words: countedNouns({
      en: ["page to look at", "pages to look at"],
      fr: ["page à regarder", "pages à regarder"],
    }),
  },
  stillWanted: async (send, note) => (await mayReadNow(send, note)) && (await sentenceOf(send, note)) !== null,
  async message(send, note) {
    const line = await lineOf(send, note);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineOf,
  why: async (send) => [textsFor(pageTexts, send.reader).why],
  since: {},
};

async function lineOf(send: SendContext, note: Note) {
  const texts = textsFor(pageTexts, send.reader).note;
  const sentence = (await mayReadNow(send, note)) ? await sentenceOf(send, note) : null;
  if (sentence === null) return section(texts.over(escapeMrkdwn(await titleNow(send, note))));
  return section(sentence, commandButton(texts.open, `${pageKind(send, note.page).command} ${note.programId}`));
}

/** Null: there is nothing to say any more. */
async function sentenceOf(send: SendContext, note: Note): Promise<string | null> {
  const { db, workspaceId } = send;
  const texts = textsFor(pageTexts, send.reader).note;
  const title = escapeMrkdwn(await titleNow(send, note));
  if (note.is === "changed") {
    const changes = await changesNow(send, note);
    return changes > 0 ? texts.changed(title, changes) : null;
  }
  const approval = await lastApproval(db, { workspaceId, kind: APPROVED_KIND, id: note.versionId });
  const by = approval ? await nameNow(send, approval.by_id) : "";
  if (approval?.state === "approved") return texts.approved(by, title);
  if (approval?.state === "refused") return texts.sentBack(by, title, escapeMrkdwn(approval.reason ?? ""));
  return approval && note.is === "asked" ? texts.asked(await nameNow(send, note.byId), title) : null;
}

async function changesNow({ db, workspaceId, ...send }: SendContext, { page, programId, versionId }: Note) {
  const version = (await lastApproved(db, { workspaceId, page, programIds: [programId] })).get(programId);
  if (version?.id !== versionId) return 0;
  const program = await programOf(db, workspaceId, programId);
  return (await pageKind(send, page).changes(db, program, version.basis)).length;
}

export async function enqueueNote(
  services: Stamps,
  tx: Tx,
  { workspaceId, ...note }: Note & { workspaceId: string },
): Promise<void> {
  await enqueue(tx, services, pageNoteKind, {
    workspaceId,
    key: `${noteKeys(note.versionId)}${note.is}:${note.personId}`,
    subject: note,
    to: { personId: note.personId },
    notBefore: services.clock.now(),
  });
}

/** All that was said of this version says what is so now. */
export async function showNotes(services: Stamps, tx: Tx, workspaceId: string, versionId: string): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: noteKeys(versionId) });
}

function noteKeys(versionId: string): string {
  return `page-note:${versionId}:`;
}

/** As a week begins: to whoever leads, of which approved pages what they rest on has changed. */
export async function noteChangedPages(
  services: Services,
  tx: Tx,
  { workspaceId }: { workspaceId: string },
): Promise<void> {
  const programs = (await runningPrograms(tx, workspaceId)).map(({ program }) => program);
  const programIds = programs.map(({ id }) => id);
  const seats = await seatsByProgram(tx, workspaceId, programIds, seatDay(services.clock.now()));
  for (const { name: page, changes } of pageKinds.itemsIn(services)) {
    const versions = await lastApproved(tx, { workspaceId, page, programIds });
    for (const program of programs) {
      const version = versions.get(program.id);
      if (!version || (await changes(tx, program, version.basis)).length === 0) continue;
      const { id: versionId, askedBy: byId } = version;
      for (const personId of inChargeAmong(seats.get(program.id) ?? []))
        await enqueueNote(services, tx, {
          workspaceId,
          page,
          programId: program.id,
          is: "changed",
          versionId,
          personId,
          byId,
        });
    }
  }
}

/** `personId` null: it went to a channel. */
const sharedSubject = z.strictObject({
  ...pageOf,
  byId: z.string(),
  personId: z.string().nullable(),
});
type Shared = z.infer<typeof sharedSubject>;

/** The version that was approved last, in brief; the page itself is current. */
export const pageSharedKind: MessageKind<Shared> = {
  kind: "page-shared",
  subject: sharedSubject,
  about: ({ programId, byId }) => ({ program: programId, person: byId }),
  priority: 40,
  contact: "notice",
  lane: "now",
  stillWanted: mayReadNow,
  async message(send, shared) {
    const program = await programOf(send.db, send.workspaceId, shared.programId);
    const page = await showPage(lookingAt(send), pageKind(send, shared.page), program, {
      reader: send.reader,
      isAsApproved: true,
    });
    const title = escapeMrkdwn(titleOf(send.reader, page));
    const intro = textsFor(pageTexts, send.reader).sharing.intro(await nameNow(send, shared.byId), title);
    return pageMessage(send.reader, page, { intro, isPublic: shared.personId === null });
  },
  why: async (send) => [textsFor(pageTexts, send.reader).why],
};

/** `viewId`: of the form, which shares once however often it is sent. */
export async function enqueueShared(
  services: Stamps,
  tx: Tx,
  { workspaceId, viewId, ...shared }: Omit<Shared, "personId"> & { workspaceId: string; viewId: string },
  to: { personId: string } | { channelId: string },
): Promise<void> {
  const personId = "personId" in to ? to.personId : null;
  await enqueue(tx, services, pageSharedKind, {
    workspaceId,
    key: `${sharedKeys(shared.page, shared.programId)}${personId ?? "channel"}:${viewId}`,
    subject: { ...shared, personId },
    to,
    notBefore: services.clock.now(),
  });
}

function sharedKeys(page: string, programId: string): string {
  return `page-shared:${page}:${programId}:`;
}

/** Wherever the page was shared, the version that was approved last stands. */
export async function showShared(
  services: Stamps,
  tx: Tx,
  { workspaceId, kind, programId }: PageAt & { workspaceId: string },
): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: sharedKeys(kind.name, programId) });
}

/** On grounds that hold now, of a program that runs. */
export async function mayReadNow(
  send: SendContext,
  subject: { page: string; programId: string; personId: string | null },
) {
  const { db, workspaceId } = send;
  if ((await programOf(db, workspaceId, subject.programId)).state !== "active") return false;
  if (subject.personId === null) return true;
  const person = await getPerson(db, workspaceId, subject.personId);
  const kind = pageKind(send, subject.page);
  return may(await kind.standings(lookingAt(send), person, subject.programId), kind.rights.read);
}

export function lookingAt({ db, events, now }: SendContext) {
  return { db, events, clock: { now: () => now } };
}

async function titleNow(send: SendContext, { page, programId }: { page: string; programId: string }): Promise<string> {
  const program = await programOf(send.db, send.workspaceId, programId);
  return titleOf(send.reader, { kind: pageKind(send, page), program });
}

async function nameNow({ db, workspaceId }: SendContext, id: string | null): Promise<string> {
  const [person] = id === null ? [] : await peopleByIds(db, workspaceId, [id]);
  return escapeMrkdwn(person?.name ?? "");
}
