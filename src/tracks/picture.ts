/** A track as a picture: the steps of each role over time, what is late, what moves the end. The screen has them as rows. */
import type { Compose } from "../people/files-asked-for.ts";
import { shortDate, textsFor, withFullStop } from "../platform/texts/language.ts";
import { MOST_ROWS, wholeSentences } from "../reports/pictures/picture.ts";
import { drawing, shownOf } from "../reports/pictures/roadmap.ts";
import { shorten } from "../slack/blocks.ts";
import { titleIn } from "./step-messages.ts";
import { trackTexts } from "./texts.ts";
import { getTrack, isLate, scheduleOfTrack } from "./tracks.ts";
import { lineOf, readTracks } from "./tracks-screen.ts";

const LONGEST_TITLE = 80;

export const composeTrack: Compose = async (ctx, reader, trackId) => {
  const { db, actor, clock } = ctx;
  const track = await getTrack(db, actor.workspace_id, trackId);
  const read = await readTracks(ctx, actor, track.program_id);
  const found = read.tracks.find((each) => each.track.id === trackId)?.steps ?? [];
  // Those of a role stand together.
  const steps = [...Map.groupBy(found, ({ role }) => role).values()].flat();
  const schedule = await scheduleOfTrack(db, track, steps, { today: read.today, zone: actor.zone });
  const { home, picture: texts } = textsFor(trackTexts, reader);
  const { end, mover, planned, now } = schedule;
  const moving = steps.find(({ key }) => key === mover?.key);
  const moves = moving && mover ? [texts.mover(titleIn(reader, moving), mover.days)] : [];
  const subtitle = [texts.ends(shortDate(reader, end), schedule.later), ...moves].join(" · ");
  const title = steps[0] ? textsFor(steps[0].track.definition.name, reader) : "";
  const rows = steps.map((step) => ({
    program: read.names.get(step.role) ?? step.role,
    label: titleIn(reader, step),
    first: planned.get(step.key)?.to ?? end,
    now: now.get(step.key)?.to ?? end,
    isReached: step.stands.done_at !== null,
    isLate: isLate(step, read.today),
    words: [shorten(titleIn(reader, step), LONGEST_TITLE), ...lineOf(reader, read, step, steps)],
  }));
  const said = rows.map(({ words }) => withFullStop(words.filter(Boolean).join(" · ")));
  const label = wholeSentences(`${withFullStop(title)} ${withFullStop(subtitle)}`, said);
  // Of more than fit those that are not done.
  const drawn = shownOf(rows.length > MOST_ROWS ? rows.filter(({ isReached }) => !isReached) : rows);
  const rest = rows.length > drawn.length ? [home.more(rows.length - drawn.length)] : [];
  const head = { title, subtitle, label };
  const svg = () => drawing({ reader, asOf: clock.now(), zone: reader.zone, late: texts.late }, head, drawn, rest);
  return { title, subtitle, picture: { altText: label, svg } };
};
