/** Whoever asked for work has one message that is kept up to date, and a new one where it is theirs to act or it ends. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import type { Program } from "../../programs/programs.ts";
import { actions, button, context, escapeMrkdwn, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { workIds } from "./ids.ts";
import { followed, requestById, type WorkRequest } from "./reading.ts";
import { because, lookingAt, stateLines, usualLine } from "./state.ts";
import { workTexts } from "./texts.ts";

const NEWS = ["asked", "missing", "held", "finished", "declined", "withdrawn", "merged", "adopted"] as const;

const subjectSchema = z.strictObject({
  requestId: z.string(),
  personId: z.string(),
  as: z.enum(NEWS),
});
export type WorkSubject = z.infer<typeof subjectSchema>;

const keysOf = (requestId: string) => `work:${requestId}:`;

export async function sendWork(
  services: Services,
  tx: Tx,
  { workspaceId, ...subject }: WorkSubject & { workspaceId: string },
): Promise<void> {
  const to = { personId: subject.personId };
  const key = `${keysOf(subject.requestId)}${services.ids.next()}`;
  await enqueue(tx, services, workKind, { workspaceId, key, subject, to, notBefore: services.clock.now() });
}

/** All messages about it, and about those that were merged into it, say what is so now. */
export async function showRequest(
  services: Services,
  tx: Tx,
  { workspace_id: workspaceId, id }: Pick<WorkRequest, "workspace_id" | "id">,
): Promise<void> {
  const merged = await rows(tx, "work_request", workspaceId).list({ merged_into: id });
  for (const each of [id, ...merged.map((other) => other.id)])
    await enqueueUpdate(tx, services, { workspaceId, keysFrom: keysOf(each) });
}

export const workKind: MessageKind<WorkSubject> = {
  kind: "work-request",
  subject: subjectSchema,
  priority: 30,
  contact: ({ as }) => (as === "asked" ? "reply" : as === "missing" ? "prompt" : "notice"),
  lane: "now",
  stillWanted: async () => true,
  message: cardMessage,
  why: async ({ reader }) => [textsFor(workTexts, reader).why],
  since: {},
};

async function cardMessage(send: SendContext, { requestId, personId }: WorkSubject): Promise<Message> {
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const texts = textsFor(workTexts, reader);
  const request = await requestById(db, workspaceId, requestId);
  const into = await followed(db, request);
  const looking = await lookingAt(db, { reader, readerId: personId, now }, [request, into]);
  const { asked_by: author, requester_id: requester } = request;
  const date = shortDate(reader, localDateOf(request.asked_at, reader.zone));
  const by = author === requester ? [] : [texts.list.asked(escapeMrkdwn(looking.names.get(author) ?? ""), date)];
  const head = `*${escapeMrkdwn(request.title)}* · ${request.code} · ${escapeMrkdwn(request.program.title)}`;
  const text = [head, ...by, ...stateLines(looking, request, into)].join("\n");
  const usual = await usualLine(db, looking, into);
  const isToAdd = request.missing !== null && request.requester_id === personId;
  const blocks: KnownBlock[] = [
    section(text),
    ...because(looking, request.outcome === "merged" ? into : request),
    ...(usual === "" ? [] : [context(usual)]),
    actions(
      `work:${requestId}`,
      ...(isToAdd ? [button(workIds.add, texts.add, { value: requestId, primary: true })] : []),
      button(workIds.open, texts.open, { value: into.id }),
    ),
  ];
  return { text: text.replaceAll("*", ""), blocks };
}

/** Of a program that has closed or reopened: what is under way there. */
export async function showRequestsOf(services: Services, tx: Tx, { program }: { program: Program }): Promise<void> {
  const { workspace_id: workspaceId, id } = program;
  for (const request of await rows(tx, "work_request", workspaceId).list({ program_id: id, outcome: null }))
    await showRequest(services, tx, request);
}
