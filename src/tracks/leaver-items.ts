/** Somebody leaves: who takes what they have open. Each heir answers once for all of it; what they refuse is the lead's. */
import { z } from "zod";
import { type Approval, approve, askApproval, lastApprovals, refuse } from "../approvals/approvals.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programOf, refuseWhoCannotAnswer } from "../programs/programs.ts";
import { redacted } from "../register/codes-and-transitions.ts";
import { itemIn, itemsOfPrograms } from "../register/item-rights.ts";
import { ITEM_TYPES } from "../register/item-types.ts";
import { type Item, type ItemChange, moveItem, record } from "../register/items.ts";
import { titleLine } from "../register/items-in-words.ts";
import { notifyOwner } from "../register/reminders/reminders.ts";
import { actions, button, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { type Content, optionalPerson } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { stepIds } from "./step-action-ids.ts";
import { act, stepToRead } from "./steps.ts";
import { trackTexts } from "./texts.ts";
import { getTrack, stepsOf, type Track, trackFailure, trackInTurn } from "./tracks.ts";
import { whoDoAll } from "./who-does.ts";
import { rolesHeldBy } from "./working-roles.ts";

/** An item of whoever leaves. `asked`: that somebody take it; null: nobody is asked. */
interface Left {
  item: Item;
  asked: Approval | null;
}

/** What they own in the program, but the steps of this track. Requests and contacts go on when their seat ends. */
async function listLeft(db: Db | Tx, track: Track): Promise<Left[]> {
  const { id: trackId, workspace_id: workspaceId, program_id: programId, about_id: leaverId } = track;
  if (track.state !== "running") return [];
  const theirs = { ownerId: leaverId ?? "", states: ["open" as const], types: ITEM_TYPES };
  const items = (await itemsOfPrograms(db, workspaceId, [programId], theirs)).filter(
    ({ type, details }) => type !== "request" && !("trackId" in details && details.trackId === trackId),
  );
  const approvals = await lastApprovals(db, { workspaceId, kind: "heir", ids: items.map(({ id }) => id) });
  return items.map((item) => {
    const last = approvals.get(item.id);
    return { item, asked: last?.state === "asked" ? last : null };
  });
}

/** Who is asked for an item already, else who else holds a role of theirs, else whoever leads. */
async function heirOf({ db, clock }: Pick<Services, "db" | "clock">, track: Track, { asked }: Left) {
  const { workspace_id: workspaceId, program_id: id, about_id: leaverId } = track;
  if (asked) return getPerson(db, workspaceId, asked.asked_of);
  const held = await rolesHeldBy(db, { workspace_id: workspaceId, id }, leaverId ?? "");
  const roles = [...held.map(({ key }) => key), "lead", "deputy"];
  const chain = await whoDoAll(db, workspaceId, [id], clock.now());
  const [heirId] = chain.others({ ...track, about_id: null }, roles, [leaverId]);
  return heirId === undefined ? null : getPerson(db, workspaceId, heirId);
}

/** `heirs`: by the id of the item. Throws as `act`, and PARTICIPANT_…. */
async function proposeHeirs(
  ctx: ActorContext,
  { itemId, heirs }: { itemId: string; heirs: ReadonlyMap<string, Person> },
): Promise<void> {
  for (const heir of heirs.values()) refuseWhoCannotAnswer(heir);
  await act(ctx, itemId, async (within, { step: { track } }) => {
    const { workspace_id: workspaceId, program_id: programId, id: trackId } = track;
    const itemIds = new Map<string, string[]>();
    for (const { item, asked } of await listLeft(within.db, track)) {
      const askedOf = heirs.get(item.id)?.id;
      if (askedOf === undefined || askedOf === track.about_id || askedOf === asked?.asked_of) continue;
      const subject = { workspaceId, kind: "heir", id: item.id };
      await askApproval(ctx, within.db, { subject, programId, askedOf });
      itemIds.set(askedOf, [...(itemIds.get(askedOf) ?? []), item.id]);
    }
    for (const [personId, ids] of itemIds)
      await enqueue(within.db, ctx, heirKind, {
        workspaceId,
        key: `${keysOf(track)}${ctx.ids.next()}`,
        to: { personId },
        subject: { trackId, personId, itemIds: ids },
        notBefore: ctx.clock.now(),
      });
    await follow(within, track);
  });
}

/** Of all that they are asked to take. `reason`: why not; null: they take it. Throws TRACK_NOT_FOUND, STEP_OVER. */
export async function answerAsHeir(
  ctx: ActorContext,
  { trackId, reason }: { trackId: string; reason: string | null },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const track = await trackInTurn(tx, ctx.actor.workspace_id, trackId);
    const chain = await whoDoAll(tx, track.workspace_id, [track.program_id], ctx.clock.now());
    const [leadId] = chain.others(track, ["lead", "deputy", "sponsor"], [track.about_id, ctx.actor.id]);
    const theirs = (await listLeft(tx, track)).filter(({ asked }) => asked?.asked_of === ctx.actor.id);
    if (theirs.length === 0) throw trackFailure("STEP_OVER");
    for (const { item, asked } of theirs) {
      const answering = { approvalId: asked?.id ?? "", authors: new Set<string>() };
      if (reason === null) await approve(within, answering);
      else await refuse(within, { ...answering, reason });
      const ownerId = reason === null ? ctx.actor.id : leadId;
      if (ownerId === undefined) continue;
      const change = {
        item,
        event: "delegated",
        changes: { owner_id: ownerId },
        ...(reason && { note: reason }),
      } as const;
      // Both owners read it, unless they did it; a step brings its own message.
      await notifyOwner(within, { item: await record(within, change), formerId: item.owner_id });
    }
    await follow(within, track);
  });
}

/** The messages to heirs say what is so now; once nothing is left, the step of the track is done. */
async function follow(ctx: ActorContext<Tx>, track: Track): Promise<void> {
  await enqueueUpdate(ctx.db, ctx, { workspaceId: track.workspace_id, keysFrom: keysOf(track) });
  if ((await listLeft(ctx.db, track)).length > 0) return;
  const steps = await stepsOf(ctx.db, track.workspace_id, [track]);
  const open = steps.find(({ brings, state }) => brings === "items" && state === "open");
  const item = await itemIn(ctx.db, track, open?.stands.item_id ?? null);
  if (item) await moveItem({ ...ctx, actor: null }, { item, to: "done" });
}

/** What has ended, or is somebody else's, is asked of no heir any more. */
export async function followHeirs(services: Services, tx: Tx, { before, after }: ItemChange): Promise<void> {
  if (!before || (before.state === after.state && before.owner_id === after.owner_id)) return;
  await enqueueUpdate(tx, services, { workspaceId: after.workspace_id, keysFrom: keysOf(after) });
}

const keysOf = ({ program_id: id }: Pick<Track, "program_id">) => `heir:${id}:`;

const subjectSchema = z.strictObject({ trackId: z.string(), personId: z.string(), itemIds: z.array(z.string()) });
type Subject = z.infer<typeof subjectSchema>;

async function isAsked({ db, workspaceId }: SendContext, { trackId, personId, itemIds }: Subject): Promise<boolean> {
  const left = await listLeft(db, await getTrack(db, workspaceId, trackId));
  return left.some(({ item, asked }) => asked?.asked_of === personId && itemIds.includes(item.id));
}

export const heirKind: MessageKind<Subject> = {
  kind: "track-heir",
  subject: subjectSchema,
  about: ({ trackId, itemIds }) => ({ track: trackId, item: itemIds }),
  priority: 30,
  contact: "prompt",
  lane: "now",
  stillWanted: isAsked,
  async message(send, subject) {
    const { trackId, personId, itemIds: ids } = subject;
    const { db, workspaceId } = send;
    const { leaving: texts, gate } = textsFor(trackTexts, readerToday(send)).step;
    const track = await getTrack(db, workspaceId, trackId);
    const { title } = await programOf(db, workspaceId, track.program_id);
    const { name } = await getPerson(db, workspaceId, track.about_id ?? "");
    const text = texts.asks(escapeMrkdwn(name), escapeMrkdwn(title));
    const items = await itemsOfPrograms(db, workspaceId, [track.program_id], { ids });
    const lines = items.map((item) => {
      const title = `• ${escapeMrkdwn(titleLine(redacted(item)))}`;
      return item.state === "open" ? title : `${title} · ${texts.closed}`;
    });
    const acts = actions(
      "heir",
      button(stepIds.take, texts.take, { value: trackId, primary: true }),
      button(stepIds.notMe, texts.notMe, { value: trackId }),
    );
    const over = section(items.some((item) => item.owner_id === personId) ? texts.yours : gate.over);
    const end = (await isAsked(send, subject)) ? acts : over;
    return { text, blocks: [section([text, ...lines].join("\n")), end] };
  },
  why: async ({ reader }) => [textsFor(trackTexts, reader).step.leaving.why],
  since: {},
};

// ---- The form in which whoever leaves proposes who takes what

/** In one form; the others come once these have gone. */
const MOST_AT_ONCE = 20;
const LONGEST_LABEL = 150;

const heirsForm = new Form({
  id: "step.heirs_form",
  state: z.strictObject({ itemId: z.string(), itemIds: z.array(z.string()) }),
  fields: z.object(Object.fromEntries(Array.from({ length: MOST_AT_ONCE }, (_, at) => [String(at), optionalPerson()]))),
});

export function listenToLeaving(listening: Listening<Person>, services: Services): void {
  onPress(listening, stepIds.heirs, async ({ actor, value: itemId, open }) => {
    const { step, send: submit } = textsFor(trackTexts, actor);
    const { open: label, nothing } = step.leaving;
    const { track } = (await stepToRead({ ...services, actor }, itemId)).step;
    const left = (await listLeft(services.db, track)).slice(0, MOST_AT_ONCE);
    const fields: Record<string, Content> = {};
    for (const [at, each] of left.entries()) {
      const initial = (await heirOf(services, track, each))?.slack_user_id;
      fields[String(at)] = { label: shorten(titleLine(redacted(each.item)), LONGEST_LABEL), initial };
    }
    const state = { itemId, itemIds: left.map(({ item }) => item.id) };
    const above = left.length === 0 ? [section(nothing)] : [];
    await open(heirsForm.view({ state, title: label, submit, fields, above }));
  });
  heirsForm.listenToShown(listening, async ({ actor, state: { itemId, itemIds }, filled, client }) => {
    const heirs = new Map<string, Person>();
    for (const [at, id] of itemIds.entries()) {
      const slackId = filled[String(at)];
      if (slackId) heirs.set(id, await listening.actorOf(slackId, client));
    }
    await proposeHeirs({ ...services, actor }, { itemId, heirs });
    return { close: true };
  });
}
