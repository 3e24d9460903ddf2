/** A track as a picture: the steps of each role over time, what is late, what moves the end. The screen has them as rows. */
import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import { workingDaysOf } from "../calendars/contact-facts.ts";
import { scheduleOf, type Task } from "../calendars/schedule.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { type Person, personById } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor, withFullStop } from "../platform/texts/language.ts";
import { type LocalDate, later, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { MOST_ROWS, wholeSentences } from "../reports/pictures/picture.ts";
import { drawing, shownOf } from "../reports/pictures/roadmap.ts";
import { context, escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { type Listening, onPress } from "../slack/listening.ts";
import { programSeen } from "./roles.ts";
import { titleIn } from "./step-messages.ts";
import { groupsOf } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { type TrackStep, trackById } from "./tracks.ts";
import { isLate, lineOf, readTracks, tracksIds } from "./tracks-screen.ts";

const LONGEST_TITLE = 80;

type Shown = Awaited<ReturnType<typeof shownIn>>;

function trackPicture(reader: Reader, { read, steps, schedule, now: asOf }: Shown) {
  const texts = textsFor(trackTexts, reader).picture;
  const { end, mover, planned, now } = schedule;
  const moving = steps.find(({ key }) => key === mover?.key);
  const moves = moving && mover ? [texts.mover(titleIn(reader, moving), mover.days)] : [];
  const subtitle = [texts.ends(shortDate(reader, end), schedule.later), ...moves].join(" · ");
  const title = steps[0] ? textsFor(steps[0].track.definition.name, reader) : "";
  const rows = steps.map((step) => ({
    ...{ program: read.names.get(step.role) ?? step.role, label: titleIn(reader, step) },
    ...{ first: planned.get(step.key)?.to ?? end, now: now.get(step.key)?.to ?? end },
    ...{ isReached: step.stands.done_at !== null, isLate: isLate(step, read.today) },
    words: [shorten(titleIn(reader, step), LONGEST_TITLE), ...lineOf(reader, read, step, steps)]
      .filter((part) => part && part !== read.names.get(step.role))
      .join(" · "),
  }));
  const said = rows.map(({ words }) => withFullStop(words));
  const label = wholeSentences(`${withFullStop(title)} ${withFullStop(subtitle)}`, said);
  // Of more than fit those that are not done.
  const drawn = shownOf(rows.length > MOST_ROWS ? rows.filter(({ isReached }) => !isReached) : rows);
  const rest = rows.length > drawn.length ? [texts.rest(rows.length - drawn.length)] : [];
  const svg = () => drawing({ reader, asOf, late: texts.late }, { title, subtitle, label }, drawn, rest);
  return { title, subtitle, altText: label, svg };
}

const subjectSchema = z.strictObject({ trackId: z.string(), personId: z.string(), at: z.string() });
type Subject = z.infer<typeof subjectSchema>;

const keyOf = ({ trackId, personId, at }: Subject) => `track-picture:${trackId}:${personId}:${at}`;

/** By the rights of the moment in which it goes. */
export const trackPictureKind: MessageKind<Subject> = {
  kind: "track-picture",
  subject: subjectSchema,
  priority: 40,
  contact: "reply",
  lane: "now",
  stillWanted: async (send, subject) => (await shownIn(send, subject)).steps.length > 0,
  async pictures(send, subject) {
    const picture = trackPicture(readerToday(send), await shownIn(send, subject));
    return [{ key: keyOf(subject), name: "track", ...picture }];
  },
  async message(send, subject) {
    const reader = readerToday(send);
    const shown = await shownIn(send, subject);
    const { title, subtitle, altText } = trackPicture(reader, shown);
    const file = send.pictures?.get(keyOf(subject));
    const picture: KnownBlock =
      file === undefined
        ? context(escapeMrkdwn(altText))
        : { type: "image", alt_text: altText, slack_file: { id: file } };
    return { text: title, blocks: [section(`*${escapeMrkdwn(title)}*\n${escapeMrkdwn(subtitle)}`), picture] };
  },
  why: async ({ reader }) => [textsFor(trackTexts, reader).picture.why],
  isOver: async () => true,
};

async function shownIn({ db, events, now, workspaceId }: SendContext, { trackId, personId }: Subject) {
  const actor = await personById(db, workspaceId, personId);
  const { program_id: programId } = await trackById(db, workspaceId, trackId);
  const read = await readTracks({ db, events, clock: { now: () => now } }, actor, programId);
  const found = read.tracks.find(({ track }) => track.id === trackId);
  // Those of a role stand together.
  const steps = [...Map.groupBy(found?.steps ?? [], ({ role }) => role).values()].flat();
  const start = localDateOf(found?.track.started_at ?? now, actor.zone);
  const starter = { workspace_id: workspaceId, id: found?.track.started_by ?? personId };
  const isWorkingDay = await workingDaysOf(db, starter, start, { isAwayToo: false });
  const tasks = steps.map((step) => taskOf(step, read.today, actor.zone));
  return { read, steps, schedule: scheduleOf(tasks, { start, today: read.today, isWorkingDay }), now };
}

function taskOf(step: TrackStep, today: LocalDate, zone: string): Task {
  const { key, term, wait, dueOn, stands } = step;
  const to = stands.done_at === null ? later(dueOn ?? today, today) : localDateOf(stands.done_at, zone);
  return {
    ...{ key, term, after: groupsOf(step) },
    daysAfter: wait && "afterStep" in wait ? wait.workingDays : 0,
    notBefore: wait && "until" in wait ? wait.until : stands.wait_until,
    actual: stands.ready_at === null ? null : { from: localDateOf(stands.ready_at, zone), to },
  };
}

/** Sends it to whoever sees the track and asks for it. Throws TRACK_NOT_FOUND, ROLES_NOT_YOURS. */
export async function sendPicture(ctx: ActorContext, trackId: string): Promise<void> {
  const { id: personId, workspace_id: workspaceId } = ctx.actor;
  const { program_id: programId } = await trackById(ctx.db, workspaceId, trackId);
  await programSeen(ctx, programId);
  const subject = { trackId, personId, at: ctx.clock.now() };
  const delivery = { workspaceId, key: keyOf(subject), subject, to: { personId }, notBefore: subject.at };
  await inTransaction(ctx.db, (tx) => enqueue(tx, ctx, trackPictureKind, delivery));
}

export function listenToPictures(listening: Listening<Person>, services: Services): void {
  onPress(listening, tracksIds.picture, ({ actor, value }) => sendPicture({ ...services, actor }, value));
}
