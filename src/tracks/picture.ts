/** A track as a picture: the steps of each role over time, what is late, what moves the end. The screen has them as rows. */
import { z } from "zod";
import { type MessageKind, readerToday, type SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/outbox.ts";
import { type Person, personById } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { shortDate, textsFor, withFullStop } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { picturesMessage } from "../reports/pictures/of-message.ts";
import { MOST_ROWS, wholeSentences } from "../reports/pictures/picture.ts";
import { drawing, shownOf } from "../reports/pictures/roadmap.ts";
import { shorten } from "../slack/blocks.ts";
import { doneView, type Listening, onPress } from "../slack/listening.ts";
import { programSeen } from "./roles.ts";
import { titleIn } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import { scheduleOfTrack, trackById } from "./tracks.ts";
import { isLate, lineOf, readTracks, tracksIds } from "./tracks-screen.ts";

const LONGEST_TITLE = 80;

async function trackPicture(send: SendContext, subject: Subject) {
  const reader = readerToday(send);
  const { read, steps, schedule } = await shownIn(send, subject);
  const { home, picture: texts } = textsFor(trackTexts, reader);
  const { end, mover, planned, now } = schedule;
  const moving = steps.find(({ key }) => key === mover?.key);
  const moves = moving && mover ? [texts.mover(titleIn(reader, moving), mover.days)] : [];
  const subtitle = [texts.ends(shortDate(reader, end), schedule.later), ...moves].join(" · ");
  const title = steps[0] ? textsFor(steps[0].track.definition.name, reader) : "";
  const rows = steps.map((step) => ({
    ...{ program: read.names.get(step.role) ?? step.role, label: titleIn(reader, step) },
    ...{ first: planned.get(step.key)?.to ?? end, now: now.get(step.key)?.to ?? end },
    ...{ isReached: step.stands.done_at !== null, isLate: isLate(step, read.today) },
    words: [shorten(titleIn(reader, step), LONGEST_TITLE), ...lineOf(reader, read, step, steps)],
  }));
  const said = rows.map(({ words }) => withFullStop(words.filter(Boolean).join(" · ")));
  const label = wholeSentences(`${withFullStop(title)} ${withFullStop(subtitle)}`, said);
  // Of more than fit those that are not done.
  const drawn = shownOf(rows.length > MOST_ROWS ? rows.filter(({ isReached }) => !isReached) : rows);
  const rest = rows.length > drawn.length ? [home.more(rows.length - drawn.length)] : [];
  const head = { title, subtitle, label };
  const svg = () => drawing({ reader, asOf: send.now, late: texts.late }, head, drawn, rest);
  return { key: keyOf(subject), name: "track", program: read.program.title, title, altText: label, svg };
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
  pictures: async (send, subject) => [await trackPicture(send, subject)],
  async message(send, subject) {
    const picture = await trackPicture(send, subject);
    return picturesMessage(picture.program, [picture], send.pictures ?? new Map());
  },
  why: async ({ reader }) => [textsFor(trackTexts, reader).picture.why],
  isOver: async () => true,
};

async function shownIn({ db, events, now, workspaceId }: SendContext, { trackId, personId }: Subject) {
  const actor = await personById(db, workspaceId, personId);
  const track = await trackById(db, workspaceId, trackId);
  const read = await readTracks({ db, events, clock: { now: () => now } }, actor, track.program_id);
  const found = read.tracks.find((each) => each.track.id === trackId)?.steps ?? [];
  // Those of a role stand together.
  const steps = [...Map.groupBy(found, ({ role }) => role).values()].flat();
  const schedule = await scheduleOfTrack(db, track, steps, { today: read.today, zone: actor.zone });
  return { read, steps, schedule };
}

/** Whoever sees a track gets it as a message. */
export function listenToPictures(listening: Listening<Person>, services: Services): void {
  onPress(listening, tracksIds.picture, async ({ actor, value: trackId, open }) => {
    const { id: personId, workspace_id: workspaceId } = actor;
    await programSeen({ ...services, actor }, (await trackById(services.db, workspaceId, trackId)).program_id);
    const subject = { trackId, personId, at: services.clock.now() };
    const delivery = { workspaceId, key: keyOf(subject), subject, to: { personId }, notBefore: subject.at };
    await inTransaction(services.db, (tx) => enqueue(tx, services, trackPictureKind, delivery));
    await open(doneView(actor, textsFor(trackTexts, actor).picture.sent));
  });
}
