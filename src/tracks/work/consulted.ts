/** Who is consulted on a step: a line in their morning message before it begins, and what they object. */
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/outbox.ts";
import type { ActorContext } from "../../people/actors.ts";
import { peopleByIds } from "../../people/people.ts";
import { storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { actions, button, escapeMrkdwn, quote, section } from "../../slack/blocks.ts";
import { stepsAfter, stepsBefore, type TrackStep, trackFailure } from "../tracks.ts";
import { listHolders, whoDoAll } from "../who-does.ts";
import { workIds } from "./ids.ts";
import { requestById, type WorkRequest, workFailure } from "./reading.ts";
import { stepName } from "./state.ts";
import { workTexts } from "./texts.ts";

const consultedSchema = z.strictObject({
  requestId: z.string(),
  personId: z.string(),
  /** The key of the step. */
  what: z.string(),
  until: z.string().nullable(),
});
type Consulted = z.infer<typeof consultedSchema>;

/** Of the steps that come after those which began, and of a first one. Once for each step. */
export async function sendConsulted(
  services: Services,
  tx: Tx,
  { request, began }: { request: WorkRequest; began: readonly string[] },
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: requestId, steps, track } = request;
  const ready = steps.filter(({ key }) => began.includes(key));
  const coming = ready.flatMap((step) => [
    ...(stepsBefore(step, steps).length === 0 ? [{ step, until: step.dueOn }] : []),
    ...stepsAfter(step, steps).map((after) => ({ step: after, until: step.dueOn })),
  ]);
  const asked = coming.filter(({ step }) => step.consulted.length > 0 && step.stands.item_id === null);
  if (asked.length === 0) return;
  const now = services.clock.now();
  const doers = await whoDoAll(tx, workspaceId, [programId], now);
  const held = new Set((await listHolders(tx, workspaceId, [programId])).map(({ key }) => key));
  for (const { step, until } of asked) {
    const roles = step.consulted.filter((role) => held.has(role) || !track.definition.roles.includes(role));
    for (const personId of new Set(roles.flatMap((role) => doers(track, role))))
      await enqueue(tx, services, consultedKind, {
        ...{ workspaceId, key: `work-consulted:${requestId}:${step.key}:${personId}`, to: { personId } },
        ...{ subject: { requestId, personId, what: step.key, until }, notBefore: now },
      });
  }
}

export const consultedKind: MessageKind<Consulted> = {
  kind: "work-consulted",
  subject: consultedSchema,
  priority: 60,
  contact: "notice",
  lane: "morning",
  async stillWanted(send, subject) {
    const { request, step } = await aboutStep(send, subject);
    return request.outcome === null && step?.stands.done_at === null;
  },
  async message(send, subject) {
    const { line, object } = await consultedLine(send, subject);
    return { text: line, blocks: [section(line), actions("work-consulted", object)] };
  },
  async line(send, subject) {
    const { line, object } = await consultedLine(send, subject);
    return section(line, object);
  },
  why: async ({ reader }) => [textsFor(workTexts, reader).consulted.why],
  isOver: async () => true,
};

async function consultedLine(send: SendContext, subject: Consulted) {
  const reader = readerToday(send);
  const texts = textsFor(workTexts, reader).consulted;
  const { request, step } = await aboutStep(send, subject);
  const until = subject.until === null ? "" : shortDate(reader, subject.until);
  const value = JSON.stringify({ requestId: subject.requestId, step: subject.what });
  return {
    line: texts.line(step ? stepName(reader, step) : "", escapeMrkdwn(request.title), until),
    object: button(`${workIds.line}:object`, texts.object, { value }),
  };
}

async function aboutStep({ db, workspaceId }: SendContext, subject: { requestId: string; what: string }) {
  const request = await requestById(db, workspaceId, subject.requestId);
  return { request, step: request.steps.find(({ key }) => key === subject.what) };
}

// ---- Objections

const objectionSchema = z.strictObject({
  requestId: z.string(),
  what: z.string(),
  personId: z.string(),
  byId: z.string(),
  words: z.string(),
});
type Objection = z.infer<typeof objectionSchema>;

/** Whoever has the step and whoever answers for it read it at once. Throws WORK_GONE, STEP_OVER. */
export async function objectTo(
  ctx: ActorContext,
  { requestId, step: key, words }: { requestId: string; step: string; words: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { workspace_id: workspaceId, id: byId } = ctx.actor;
    const { track, steps, outcome } = await requestById(tx, workspaceId, requestId);
    const step = steps.find((each) => each.key === key);
    const doers = await whoDoAll(tx, workspaceId, [track.program_id], ctx.clock.now());
    if (!step?.consulted.some((role) => doers(track, role).includes(byId))) throw workFailure("WORK_GONE");
    if (outcome !== null || step.stands.done_at !== null) throw trackFailure("STEP_OVER");
    for (const personId of concerned(step, (role) => doers(track, role)[0]))
      await enqueue(tx, ctx, objectionKind, {
        ...{ workspaceId, key: `work-objection:${ctx.ids.next()}`, to: { personId }, notBefore: ctx.clock.now() },
        subject: { requestId, what: key, personId, byId, words: storableText(words) },
      });
  });
}

function concerned({ ownerId, role, accountable }: TrackStep, doer: (role: string) => string): Set<string> {
  return new Set([ownerId ?? doer(role), doer(accountable)]);
}

export const objectionKind: MessageKind<Objection> = {
  kind: "work-objection",
  subject: objectionSchema,
  priority: 20,
  contact: "notice",
  lane: "now",
  stillWanted: async () => true,
  async message(send, subject) {
    const { reader, db, workspaceId } = send;
    const texts = textsFor(workTexts, reader);
    const { request, step } = await aboutStep(send, subject);
    const [by] = await peopleByIds(db, workspaceId, [subject.byId]);
    const name = escapeMrkdwn(by?.name ?? "");
    const text = texts.consulted.objects(name, step ? stepName(reader, step) : "", escapeMrkdwn(request.title));
    const open = button(workIds.open, texts.open, { value: request.id });
    return { text, blocks: [section(text), quote({ text: subject.words }), actions("work-objection", open)] };
  },
  why: async ({ reader }) => [textsFor(workTexts, reader).consulted.whyObjection],
};
