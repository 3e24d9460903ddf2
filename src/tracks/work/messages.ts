/** Whoever asked for work has one message that is kept up to date, and a new one where it is theirs to act or it ends. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { listDeliveriesFrom } from "../../delivery/deliveries.ts";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import { namesOf } from "../../people/people.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Program } from "../../programs/programs.ts";
import { actions, button, context, escapeMrkdwn, section, sectionsOf } from "../../slack/blocks.ts";
import { lineMessage } from "../../slack/listening.ts";
import type { Message } from "../../slack/message.ts";
import { actButton, workIds } from "./action-ids.ts";
import { answersNow } from "./answers-in-words.ts";
import { listComments } from "./list-comments.ts";
import { getWorkRequest, proposedFor, type WorkRequest } from "./request-queries.ts";
import { because, changeWaits, headOf, lookingAt, stateLines, usualLine } from "./state-in-words.ts";
import { workTexts } from "./texts.ts";

const NEWS = [
  "asked",
  "missing",
  "same",
  "too-late",
  "held",
  "finished",
  "declined",
  "withdrawn",
  "merged",
  "adopted",
  "changed",
  "unchanged",
  "past",
] as const;

const subjectSchema = z.strictObject({
  workRequestId: z.string(),
  personId: z.string(),
  as: z.enum(NEWS),
  /** Of a change that was asked for: who confirmed it or not, and the keys of its fields. */
  byId: z.string().optional(),
  keys: z.array(z.string()).optional(),
});
export type WorkSubject = z.infer<typeof subjectSchema>;

const keysOf = (workRequestId: string, personId = "") => `work:${workRequestId}:${personId}`;

/** The newest message to somebody is their card; the one before says that there is a newer one. One that waits tells all. */
export async function sendWork(
  services: Services,
  tx: Tx,
  { workspaceId, ...subject }: WorkSubject & { workspaceId: string },
): Promise<void> {
  const { workRequestId, personId } = subject;
  const key = keysOf(workRequestId, personId);
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: key, newest: 1, subject: { ...subject, as: "past" } });
  const delivery = { workspaceId, key, mayRepeat: true, notBefore: services.clock.now() };
  await enqueue(tx, services, workKind, { ...delivery, subject, to: { personId } });
}

/** The card of each who has one says what is so now. */
export async function showWorkRequest(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<WorkRequest, "workspace_id" | "id">,
): Promise<void> {
  const sent = await listDeliveriesFrom(tx, workspaceId, { keysFrom: keysOf(id) });
  for (const personId of new Set(sent.map(({ person_id: readerId }) => readerId ?? "")))
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOf(id, personId), newest: 1 });
}

/** What waits for its reader; the rest is to know. */
const WAITS_FOR: Partial<Record<WorkSubject["as"], "reply" | "prompt">> = {
  asked: "reply",
  missing: "prompt",
  same: "prompt",
};

export const workKind: MessageKind<WorkSubject> = {
  kind: "work-request",
  subject: subjectSchema,
  about: ({ workRequestId, byId }) => ({ work_request: workRequestId, person: byId }),
  priority: 30,
  contact: ({ as }) => WAITS_FOR[as] ?? "notice",
  lane: "now",
  stillWanted: async () => true,
  message: cardMessage,
  why: async ({ reader }) => [textsFor(workTexts, reader).why],
  since: {},
};

async function cardMessage(send: SendContext, subject: WorkSubject): Promise<Message> {
  const { workRequestId, personId, as } = subject;
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const texts = textsFor(workTexts, reader);
  const workRequest = await getWorkRequest(db, workspaceId, workRequestId);
  const looking = await lookingAt(db, { reader, readerId: personId, now }, [workRequest]);
  const head = headOf(workRequest);
  if (as === "past") return lineMessage(`${head}\n${texts.state.past}`);
  const { asked_by: author, isIncomplete, requester_id: requesterId } = workRequest;
  const date = shortDate(reader, localDateOf(workRequest.asked_at, reader.zone));
  const by = author === personId ? [] : [texts.list.asked(escapeMrkdwn(looking.names.get(author) ?? ""), date)];
  const into = requesterId === personId ? await proposedFor(db, workRequest) : null;
  const same = into ? [texts.state.isSame(escapeMrkdwn(into.title), into.code)] : [];
  const text = [head, ...by, ...same, ...stateLines(looking, workRequest)].join("\n");
  const usual = await usualLine(db, looking, workRequest);
  const comments = await listComments(db, workRequest);
  const latest = comments.at(-1);
  const on = latest && shortDate(reader, localDateOf(latest.at, reader.zone));
  const isToAdd = isIncomplete && requesterId === personId;
  const blocks: KnownBlock[] = [
    section(text),
    ...(await answeredChange(send, reader, workRequest, subject)),
    ...because(looking, workRequest),
    ...changeWaits(looking, workRequest),
    ...(on === undefined ? [] : [context(texts.comment.count(comments.length, on))]),
    ...(usual === "" ? [] : [context(usual)]),
    actions(
      `work:${workRequestId}`,
      ...(into ? [actButton(reader, "join", workRequestId, { primary: true })] : []),
      ...(into ? [actButton(reader, "not-same", workRequestId)] : []),
      ...(isToAdd ? [button(workIds.add, texts.add, { value: workRequestId, primary: true })] : []),
      button(workIds.open, texts.open, { value: workRequestId }),
    ),
  ];
  return { text, blocks };
}

/** Who confirmed what its requester asked to be changed, or left it as it was, and what it says now. */
async function answeredChange(
  { db, workspaceId }: SendContext,
  reader: Reader,
  workRequest: WorkRequest,
  { as, byId, keys = [] }: WorkSubject,
): Promise<KnownBlock[]> {
  if (byId === undefined || (as !== "changed" && as !== "unchanged")) return [];
  const names = await namesOf(db, workspaceId, [byId]);
  const head = textsFor(workTexts, reader).change[as](escapeMrkdwn(names.get(byId) ?? ""));
  return sectionsOf([head, ...answersNow(reader, workRequest, keys)]);
}

/** Of a program that has closed or reopened: what is under way there. */
export async function showWorkRequestsOf(services: Services, tx: Tx, { program }: { program: Program }): Promise<void> {
  const { workspace_id: workspaceId, id } = program;
  for (const workRequest of await rows(tx, "work_request", workspaceId).list({ program_id: id, outcome: null }))
    await showWorkRequest(services, tx, workRequest);
}
