/**
 * What people read about work requests: whoever asked has one message that is kept up to date, and a new one where it is theirs
 * to act or it ends; whoever is consulted has a line before the step begins.
 */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../../delivery/outbox.ts";
import { peopleByIds } from "../../people/people.ts";
import type { Tx } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { actions, button, context, escapeMrkdwn, quote, section } from "../../slack/blocks.ts";
import type { Message } from "../../slack/message.ts";
import { actButton } from "./act-button.ts";
import { workIds } from "./ids.ts";
import { followed, requestById, type WorkRequest } from "./reading.ts";
import { because, lookingAt, stateLines, stepName, usualLine } from "./state.ts";
import { workTexts } from "./texts.ts";

const NEWS = ["asked", "missing", "held", "finished", "declined", "withdrawn", "merged", "adopted"] as const;

const subjectSchema = z.strictObject({
  requestId: z.string(),
  personId: z.string(),
  as: z.enum([...NEWS, "consulted", "objection"]),
  /** The key of the step that somebody is consulted on, or objects to. */
  what: z.string().optional(),
  until: z.string().nullish(),
  byId: z.string().optional(),
  words: z.string().optional(),
});
export type WorkSubject = z.infer<typeof subjectSchema>;

const keysOf = (requestId: string) => `work:${requestId}:`;

/** `once`: a second one under this name is not sent. */
export async function sendWork(
  services: Services,
  tx: Tx,
  { workspaceId, once = services.ids.next(), ...subject }: WorkSubject & { workspaceId: string; once?: string },
): Promise<void> {
  const to = { personId: subject.personId };
  const key = `${keysOf(subject.requestId)}${once}`;
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
  lane: ({ as }) => (as === "consulted" ? "morning" : "now"),
  stillWanted: async (send, subject) => subject.as !== "consulted" || (await aboutStep(send, subject)).isToCome,
  message: (send, subject) => (subject.what === undefined ? cardMessage : stepMessage)(send, subject),
  hasLine: ({ as }) => as === "consulted",
  async line(send, subject) {
    const { text, acts } = await stepLine(send, subject);
    return section(text, acts[0]);
  },
  why: async ({ reader }, { as }) => {
    const { why } = textsFor(workTexts, reader);
    return [as === "consulted" ? why.consulted : as === "objection" ? why.objection : why.requester];
  },
  since: {},
};

async function cardMessage(send: SendContext, { requestId, personId, as }: WorkSubject): Promise<Message> {
  const { db, workspaceId, now } = send;
  const reader = readerToday(send);
  const texts = textsFor(workTexts, reader);
  const request = await requestById(db, workspaceId, requestId);
  const into = await followed(db, request);
  const looking = await lookingAt(db, { reader, readerId: personId, now }, [request, into]);
  const adopted =
    as === "adopted" ? [texts.state.adopted(escapeMrkdwn(looking.names.get(request.asked_by) ?? ""))] : [];
  const head = `*${escapeMrkdwn(request.title)}* · ${request.code} · ${escapeMrkdwn(request.program.title)}`;
  const text = [head, ...adopted, ...stateLines(looking, request, into)].join("\n");
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

async function stepMessage(send: SendContext, subject: WorkSubject): Promise<Message> {
  const { text, acts } = await stepLine(send, subject);
  const said = subject.words === undefined ? [] : [quote({ text: subject.words })];
  return { text: text.replaceAll("*", ""), blocks: [section(text), ...said, actions("work-step", ...acts)] };
}

async function stepLine(send: SendContext, subject: WorkSubject) {
  const reader = readerToday(send);
  const texts = textsFor(workTexts, reader);
  const { request, step, isToCome } = await aboutStep(send, subject);
  const { byId, until, requestId, what } = subject;
  const [name, title] = [step ? stepName(reader, step) : "", escapeMrkdwn(request.title)];
  const open = button(workIds.open, texts.open, { value: requestId });
  if (byId !== undefined) {
    const [by] = await peopleByIds(send.db, send.workspaceId, [byId]);
    return { text: texts.objects(escapeMrkdwn(by?.name ?? ""), name, title), acts: [open] };
  }
  const text = texts.consulted(name, title, until ? shortDate(reader, until) : "");
  return { text, acts: [...(isToCome ? [actButton(reader, "object", requestId, { what })] : []), open] };
}

async function aboutStep({ db, workspaceId }: SendContext, { requestId, what }: WorkSubject) {
  const request = await requestById(db, workspaceId, requestId);
  const step = request.steps.find(({ key }) => key === what);
  return { request, step, isToCome: request.outcome === null && step?.stands.done_at === null };
}
