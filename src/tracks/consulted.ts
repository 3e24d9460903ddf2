/** Who is consulted on a step reads one line before it begins, and can object: whoever has the step reads that at once. */

import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { listDeliveriesFrom } from "../delivery/deliveries.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, namesOf } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import { storableText, type Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { list, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { actions, button, escapeMrkdwn, quote, section } from "../slack/blocks.ts";
import { trackTexts } from "./texts.ts";
import {
  getTrack,
  scheduleOfTrack,
  stepsAfter,
  stepsBefore,
  stepsOf,
  type Track,
  type TrackStep,
  trackFailure,
  trackInTurn,
} from "./tracks.ts";
import { isHeldIn, type WhoDoes, whoDoAll } from "./who-does.ts";
import { actButton, workIds } from "./work/action-ids.ts";

const subjectSchema = z.strictObject({
  trackId: z.string(),
  key: z.string(),
  personId: z.string(),
  /** The last day on which the person can object. */
  until: z.string().nullish(),
  /** Of an objection: of whom, and their words. */
  byId: z.string().optional(),
  words: z.string().optional(),
});
type Subject = z.infer<typeof subjectSchema>;

const keysOf = ({ trackId, key, personId }: Subject) => ({
  asked: `consulted:${trackId}:${key}:${personId}`,
  objections: `objection:${trackId}:${key}:${personId}:`,
});

/** Of steps that come after those which began, and of a first one: once for each step, who can object until it begins. */
export async function sendConsulted(
  services: Services,
  tx: Tx,
  { workspaceId, trackId, began }: { workspaceId: string; trackId: string; began: readonly string[] },
): Promise<void> {
  await enqueueUpdate(tx, services, { workspaceId, keysFrom: `consulted:${trackId}:` });
  if (began.length === 0) return;
  const track = await getTrack(tx, workspaceId, trackId);
  const steps = await stepsOf(tx, workspaceId, [track]);
  const coming = steps
    .filter((step) => began.includes(step.key))
    .flatMap((step) => {
      const own = stepsBefore(step, steps).length === 0 ? [step] : [];
      return [...own, ...stepsAfter(step, steps)];
    });
  if (coming.every(({ consulted }) => consulted.length === 0)) return;
  const startOf = await startsOf(tx, track, steps, services.clock.now());
  const chain = await whoDoAll(tx, workspaceId, [track.program_id], services.clock.now());
  const isHeld = await isHeldIn(tx, track);
  for (const step of coming) {
    const until = step.stands.item_id === null ? startOf(step) : null;
    for (const personId of consultedOn(chain, step, isHeld).difference(concerned(chain, step))) {
      const subject = { trackId, key: step.key, personId, until };
      const delivery = { workspaceId, key: keysOf(subject).asked, subject, to: { personId } };
      await enqueue(tx, services, consultedKind, { ...delivery, notBefore: services.clock.now() });
    }
  }
}

/** When each begins, as it looks now: the last day on which somebody can object before it does. */
async function startsOf(tx: Tx, track: Track, steps: readonly TrackStep[], now: Instant) {
  const { zone } = await getPerson(tx, track.workspace_id, track.started_by);
  const today = localDateOf(now, zone);
  const schedule = await scheduleOfTrack(tx, track, steps, { today, zone });
  return ({ key }: TrackStep) => schedule.now.get(key)?.from ?? today;
}

/** Whoever has a step, and whoever answers for it. */
function concerned(chain: WhoDoes, { track, ownerId, role, accountable, term }: TrackStep): Set<string> {
  return new Set([ownerId ?? chain.doing(track, role, term).ids[0], chain.doing(track, accountable).ids[0]]);
}

/** On their own request nobody is consulted: what they want they have said. */
function consultedOn(chain: WhoDoes, { track, consulted }: TrackStep, isHeld: (role: string) => boolean): Set<string> {
  const asked = new Set(consulted.filter(isHeld).flatMap((role) => chain.doing(track, role).ids));
  return asked.difference(new Set([track.workRequest?.requesterId]));
}

/** Whoever has the step and whoever answers for it read it at once; the line with *Object…* says so. Throws TRACK_NOT_FOUND, STEP_OVER. */
export async function objectTo(
  ctx: ActorContext,
  { trackId, key, words }: { trackId: string; key: string; words: string },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const { workspace_id: workspaceId, id: byId } = ctx.actor;
    const track = await trackInTurn(tx, workspaceId, trackId);
    const step = (await stepsOf(tx, workspaceId, [track])).find((each) => each.key === key);
    const chain = await whoDoAll(tx, workspaceId, [track.program_id], ctx.clock.now());
    // Whoever stands in for a role that nobody holds is not asked, and may object all the same.
    if (!step || !consultedOn(chain, step, () => true).has(byId)) throw trackFailure("TRACK_NOT_FOUND");
    if (track.ended_at !== null || step.stands.done_at !== null) throw trackFailure("STEP_OVER");
    const objection = { trackId, key, byId, words: storableText(words) };
    const keys = keysOf({ trackId, key, personId: byId });
    for (const personId of concerned(chain, step)) {
      const delivery = { workspaceId, key: `${keys.objections}${ctx.ids.next()}`, to: { personId } };
      const subject = { ...objection, personId };
      await enqueue(tx, ctx, consultedKind, { ...delivery, subject, notBefore: ctx.clock.now() });
    }
    await enqueueUpdate(tx, ctx, { workspaceId, key: keys.asked });
  });
}

export const consultedKind: MessageKind<Subject> = {
  kind: "track-consulted",
  subject: subjectSchema,
  about: ({ trackId, byId }) => ({ track: trackId, person: byId }),
  author: ({ byId }) => byId,
  priority: 30,
  contact: "notice",
  lane: ({ byId }) => (byId === undefined ? "morning" : "now"),
  many: {
    words: countedNouns({
      en: ["step that you’re consulted on", "steps that you’re consulted on"],
      fr: ["étape sur laquelle on vous consulte", "étapes sur lesquelles on vous consulte"],
    }),
  },
  stillWanted: async (sending, subject) => subject.byId !== undefined || (await shown(sending, subject)).isToCome,
  async message(sending, subject) {
    const { text, acts } = await shown(sending, subject);
    const said = subject.words === undefined ? [] : [quote({ text: subject.words })];
    const buttons = acts.length > 0 ? [actions("consulted", ...acts)] : [];
    return { text, blocks: [section(text), ...said, ...buttons] };
  },
  hasLine: ({ byId }) => byId === undefined,
  async line(sending, subject) {
    const { text, acts } = await shown(sending, subject);
    return section(text, acts[0]);
  },
  why: async ({ reader }) => [textsFor(trackTexts, reader).consulted.why],
  since: {},
};

async function shown(sending: SendContext, subject: Subject) {
  const { db, workspaceId } = sending;
  const { trackId, key, byId, until } = subject;
  const reader = readerToday(sending);
  const { consulted: texts, running } = textsFor(trackTexts, reader);

  const track = await getTrack(db, workspaceId, trackId);
  const step = (await stepsOf(db, workspaceId, [track])).find((each) => each.key === key);
  const { quoted } = textsFor(trackTexts, reader).informed;
  const name = step ? quoted(escapeMrkdwn(textsFor(step.title, reader))) : texts.takenOut;
  const title = escapeMrkdwn(track.workRequest?.title ?? textsFor(track.definition.name, reader));
  const open = track.workRequest ? [button(workIds.open, running.open, { value: track.workRequest.id })] : [];

  if (byId !== undefined) {
    const by = (await namesOf(db, workspaceId, [byId])).get(byId) ?? "";
    return { text: texts.objects(escapeMrkdwn(by), name, title), acts: open, isToCome: true };
  }

  const objections = await listDeliveriesFrom(db, workspaceId, { keysFrom: keysOf(subject).objections });
  const readers = await namesOf(
    db,
    workspaceId,
    objections.map(({ person_id: id }) => id),
  );
  const receipt = readers.size === 0 ? "" : ` ${texts.wentTo(escapeMrkdwn(list(reader, [...readers.values()])))}`;
  const isToCome = track.ended_at === null && step?.stands.done_at === null;
  // Whoever was away reads of it after that day: until it is done they can object all the same.
  const day = until && isToCome && until >= reader.today ? shortDate(reader, until) : "";
  const text = texts.asks(name, title, day) + receipt;
  const object = isToCome && readers.size === 0 ? [actButton(reader, "object", trackId, { what: key })] : [];
  return { text, acts: [...object, ...open], isToCome };
}
