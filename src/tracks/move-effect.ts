/** What another last day of a step does to what comes after it: it is shown before it is saved. */
import type { ActorContext } from "../people/actors.ts";
import { readerAt } from "../people/people.ts";
import { type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { itemIn } from "../register/item-rights.ts";
import { escapeMrkdwn } from "../slack/blocks.ts";
import { lateTexts } from "./late-texts.ts";
import { stepToLookAfter } from "./look-after.ts";
import { planTexts } from "./plan-texts.ts";
import { scheduleOfTrack, stepsAfter, stepsOf, type Track, type TrackStep } from "./tracks.ts";

/**
 * A line for each step right after it and for its track that then ends later than it was planned, and for what it leads to, where
 * that is passed. Empty: nothing else moves behind its date. Throws as `stepToLookAfter`.
 */
export async function effectOfMove(
  ctx: ActorContext,
  { itemId, to }: { itemId: string; to: LocalDate },
): Promise<string[]> {
  const { db, actor, clock } = ctx;
  const { step } = await stepToLookAfter(ctx, itemId);
  const { track } = step;
  const all = await stepsOf(db, actor.workspace_id, [track]);
  const today = localDateOf(clock.now(), actor.zone);
  const scheduleWith = (steps: readonly TrackStep[]) => scheduleOfTrack(db, track, steps, { today, zone: actor.zone });
  const before = await scheduleWith(all);
  const after = await scheduleWith(all.map((each) => (each.key === step.key ? { ...each, dueOn: to } : each)));

  const reader = readerAt(actor, clock.now());
  const { thenEnds } = textsFor(lateTexts, reader);
  const line = (title: string, day: LocalDate, planned: LocalDate) =>
    thenEnds(escapeMrkdwn(withoutFullStop(title)), shortDate(reader, day), shortDate(reader, planned));
  const following = stepsAfter(step, all).flatMap(({ key, title }) => {
    const [was, planned, day] = [before.now, before.planned, after.now].map((spans) => spans.get(key)?.to ?? today);
    if (!was || !planned || !day || day <= was || day <= planned) return [];
    return [line(textsFor(title, reader), day, planned)];
  });
  if (after.end <= before.end) return following;

  const planned =
    [...before.planned.values()]
      .map((span) => span.to)
      .toSorted()
      .at(-1) ?? before.end;
  const ofTrack = after.end > planned ? [line(nameOf(reader, track), after.end, planned)] : [];
  return [...following, ...ofTrack, ...(await passedBy(ctx, reader, track, after.end))];
}

function nameOf(reader: Reader, { workRequest, definition }: Track): string {
  return workRequest?.title ?? textsFor(definition.name, reader);
}

/** The milestone that a track leads to, or the day on which a request is needed, where it ends after that. */
async function passedBy({ db }: ActorContext, reader: Reader, track: Track, end: LocalDate): Promise<string[]> {
  const texts = textsFor(planTexts, reader);
  const neededBy = track.workRequest?.neededBy ?? null;
  if (neededBy !== null) return end > neededBy ? [texts.pastNeeded(shortDate(reader, neededBy))] : [];
  const milestone = await itemIn(db, track, track.milestone_id);
  const on = milestone?.due_on ?? null;
  if (!milestone || on === null || end <= on) return [];
  return [texts.pastMilestone(escapeMrkdwn(milestone.title), shortDate(reader, on))];
}
