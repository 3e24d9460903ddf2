/** Who is informed of steps of a track reads one line once they are done; whom somebody new comes to meet, one when that begins. */
import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { namesOf } from "../people/people.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { list, type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { isRunning } from "../programs/programs.ts";
import { button, escapeMrkdwn, section } from "../slack/blocks.ts";
import { trackTexts } from "./texts.ts";
import { getTrack, stepsAfter, stepsOf, type TrackStep } from "./tracks.ts";
import { type WhoDoes, whoDoAll } from "./who-does.ts";
import { whoWaits } from "./who-waits.ts";
import { workIds } from "./work/action-ids.ts";

const subjectSchema = z.strictObject({
  programId: z.string(),
  trackId: z.string(),
  key: z.string(),
  personId: z.string(),
  /** `met`: somebody new comes to them. */
  about: z.enum(["done", "met"]),
  /** How many times the step had been handed back. */
  rework: z.int(),
});
type Subject = z.infer<typeof subjectSchema>;

/**
 * Of a step that is done: not to whoever did it or goes on with it, and of the last one not to whoever asked for the work, who
 * each read so anyway.
 */
export async function sendInformed(
  services: Services,
  tx: Tx,
  { step, all }: { step: TrackStep; all: readonly TrackStep[] },
): Promise<void> {
  if (step.informed.length === 0) return;
  const { track, ownerId, askedOf } = step;
  const chain = await whoDoAll(tx, track.workspace_id, [track.program_id], services.clock.now());
  const knowing = new Set([ownerId, askedOf, ...whoWaits(step, all, chain).map(({ byId }) => byId)]);
  for (const personId of informedOf(chain, step))
    if (!knowing.has(personId)) await send(services, tx, step, personId, "done");
}

/** Whoever answers for the step in which somebody new meets them. */
export async function sendMeeting(services: Services, tx: Tx, step: TrackStep, ownerId: string): Promise<void> {
  if (step.brings !== "people") return;
  const { track, accountable } = step;
  const chain = await whoDoAll(tx, track.workspace_id, [track.program_id], services.clock.now());
  const [metId] = chain.doing(track, accountable).ids;
  if (metId !== ownerId) await send(services, tx, step, metId, "met");
}

function informedOf(chain: WhoDoes, { track, informed }: TrackStep): Set<string> {
  return new Set(informed.flatMap((role) => chain.holding(track, role)));
}

async function send(
  services: Services,
  tx: Tx,
  { track, key, stands: { rework } }: TrackStep,
  personId: string,
  about: Subject["about"],
): Promise<void> {
  const { workspace_id: workspaceId, program_id: programId, id: trackId } = track;
  await enqueue(tx, services, informedKind, {
    workspaceId,
    key: `informed:${trackId}:${key}:${about}:${rework}:${personId}`,
    subject: { programId, trackId, key, personId, about, rework },
    to: { personId },
    notBefore: services.clock.now(),
  });
}

/** With the morning message, of those above with their weekly one. */
export const informedKind: MessageKind<Subject> = {
  kind: "track-informed",
  subject: subjectSchema,
  about: ({ programId, trackId }) => ({ program: programId, track: trackId }),
  priority: 60,
  contact: "notice",
  lane: "weekly",
  many: {
    words: countedNouns({
      en: ["piece of work that you’re informed of", "pieces of work that you’re informed of"],
      fr: ["travail dont on vous informe", "travaux dont on vous informe"],
    }),
    count: async (_, subjects) => ({ all: mattersOf(subjects).length }),
  },
  async stillWanted(sending, subject) {
    const { db, workspaceId, now } = sending;
    if (!(await isRunning(db, workspaceId, subject.programId))) return false;
    const { step } = await stepOf(db, workspaceId, subject);
    if (!step || step.stands.rework !== subject.rework) return false;
    if (subject.about === "met") return step.state === "open";
    const chain = await whoDoAll(db, workspaceId, [subject.programId], now);
    return step.stands.done_at !== null && informedOf(chain, step).has(subject.personId);
  },
  async message(sending, subject) {
    const { text, open } = await shown(sending, [subject]);
    return { text, blocks: [section(text, open)] };
  },
  lines: linesIn,
  why: async ({ reader }, { about }) => [textsFor(trackTexts, reader).informed.why[about]],
  since: {},
};

/** Several steps of one request or track are one matter. */
function mattersOf(subjects: readonly Subject[]): Subject[][] {
  return [...Map.groupBy(subjects, ({ trackId, about, key }) => `${trackId} ${about === "met" ? key : ""}`).values()];
}

async function linesIn(sending: SendContext, subjects: readonly Subject[]): Promise<SectionBlock[]> {
  const lines: SectionBlock[] = [];
  for (const matter of mattersOf(subjects)) {
    const { text, open } = await shown(sending, matter);
    lines.push(section(text, open));
  }
  return lines;
}

async function stepOf(db: Db | Tx, workspaceId: string, { trackId, key }: Subject) {
  const track = await getTrack(db, workspaceId, trackId);
  const all = await stepsOf(db, workspaceId, [track]);
  return { track, all, step: all.find((each) => each.key === key) };
}

/** All of one track, and about the same. */
async function shown(sending: SendContext, subjects: readonly Subject[]) {
  const { db, workspaceId } = sending;
  const [subject] = subjects;
  if (!subject) throw new Error("Nothing to inform of");
  const reader = readerToday(sending);
  const texts = textsFor(trackTexts, reader).informed;
  const { track, all, step } = await stepOf(db, workspaceId, subject);
  const title = escapeMrkdwn(track.workRequest?.title ?? textsFor(track.definition.name, reader));
  const { running } = textsFor(trackTexts, reader);
  const open = track.workRequest ? button(workIds.open, running.open, { value: track.workRequest.id }) : undefined;
  if (subject.about === "met") {
    const by = await namesIn(sending, reader, [step?.ownerId]);
    const day = step?.dueOn ? shortDate(reader, step.dueOn) : "";
    return { text: texts.meets({ by, title, step: step ? nameOf(reader, step) : "", day }), open };
  }

  const done = all.filter(({ key }) => subjects.some((each) => each.key === key));
  const by = await namesIn(
    sending,
    reader,
    done.map(({ ownerId }) => ownerId),
  );
  const [only] = done.length === 1 ? done : [];
  const isDropped = only?.state === "dropped";
  const steps = done.map((each) => texts.quoted(nameOf(reader, each)));
  const head = only
    ? texts.isDone({ by, title, step: nameOf(reader, only), isDropped })
    : texts.areDone({ by, title, step: list(reader, steps) });
  const follows = isDropped ? "" : await nextOf(sending, reader, { done, all });
  return { text: [head, follows].filter(Boolean).join(" "), open };
}

/** What comes after the last of them and is not done, and with whom it is; empty: nothing. */
async function nextOf(
  sending: SendContext,
  reader: Reader,
  { done, all }: { done: readonly TrackStep[]; all: readonly TrackStep[] },
): Promise<string> {
  const { db, workspaceId, now } = sending;
  const [next] = done.flatMap((step) => stepsAfter(step, all)).filter(({ stands }) => stands.done_at === null);
  if (!next) return "";
  const { track, role, term, ownerId } = next;
  const chain = await whoDoAll(db, workspaceId, [track.program_id], now);
  const by = await namesIn(sending, reader, [ownerId ?? chain.doing(track, role, term).ids[0]]);
  return textsFor(trackTexts, reader).informed.next(escapeMrkdwn(textsFor(next.title, reader)), by);
}

function nameOf(reader: Reader, { title }: TrackStep): string {
  return escapeMrkdwn(withoutFullStop(textsFor(title, reader)));
}

async function namesIn(
  { db, workspaceId }: SendContext,
  reader: Reader,
  ids: readonly (string | null | undefined)[],
): Promise<string> {
  const names = await namesOf(
    db,
    workspaceId,
    ids.flatMap((id) => id ?? []),
  );
  return list(reader, [...names.values()].map(escapeMrkdwn));
}
