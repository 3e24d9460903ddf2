/** What whoever asked for work reads: one message that is kept up to date, and a new one where it is theirs to act or it ends. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { actions, button, context, escapeMrkdwn, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { workIds } from "./ids.ts";
import { followed, requestById, type WorkRequest } from "./reading.ts";
import { because, nameIn, namesOf, stateLines, usualLine } from "./state.ts";
import { workTexts } from "./texts.ts";

const NEWS = ["asked", "missing", "held", "finished", "declined", "withdrawn", "merged", "adopted"] as const;

const subjectSchema = z.strictObject({ requestId: z.string(), personId: z.string(), what: z.enum(NEWS) });
type Subject = z.infer<typeof subjectSchema>;

const keysOf = (requestId: string) => `work:${requestId}:`;

export async function sendCard(
  services: Services,
  tx: Tx,
  { workspaceId, requestId, personId, news }: Omit<Subject, "what"> & { workspaceId: string; news: Subject["what"] },
): Promise<void> {
  await enqueue(tx, services, workCardKind, {
    ...{ workspaceId, key: `${keysOf(requestId)}${services.ids.next()}`, to: { personId } },
    ...{ subject: { requestId, personId, what: news }, notBefore: services.clock.now() },
  });
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

export const workCardKind: MessageKind<Subject> = {
  kind: "work-request",
  subject: subjectSchema,
  priority: 30,
  contact: ({ what }) => (what === "asked" ? "reply" : what === "missing" ? "prompt" : "notice"),
  lane: "now",
  stillWanted: async () => true,
  message: cardMessage,
  why: async ({ reader }) => [textsFor(workTexts, reader).why],
  since: {},
};

async function cardMessage(send: SendContext, { requestId, personId, what }: Subject): Promise<Message> {
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const texts = textsFor(workTexts, reader);
  const request = await requestById(db, workspaceId, requestId);
  const into = await followed(db, request);
  const names = await namesOf(db, [request, into]);
  const looking = { reader, readerId: personId, today: localDateOf(now, reader.zone), names };
  const { outcome, missing, requester_id: requesterId } = request;
  const head = `*${escapeMrkdwn(request.title)}* · ${request.code} · ${escapeMrkdwn(request.program.title)}`;
  const adopted = what === "adopted" ? [texts.state.adopted(nameIn(looking, request.asked_by))] : [];
  const lines = [...adopted, ...stateLines(looking, request, into)];
  const usual = into.missing === null ? await usualLine(db, looking, into) : "";
  const isToAdd = outcome === null && missing !== null && requesterId === personId;
  const blocks: KnownBlock[] = [
    section([head, ...lines].join("\n")),
    ...because(looking, outcome === "merged" ? into : request),
    ...(usual === "" ? [] : [context(usual)]),
    actions(
      `work:${requestId}`,
      ...(isToAdd ? [button(workIds.add, texts.add, { value: requestId, primary: true })] : []),
      button(workIds.open, texts.open, { value: into.id }),
    ),
  ];
  return { text: [head, ...lines].join("\n").replaceAll("*", ""), blocks };
}
