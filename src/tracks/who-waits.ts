/** Who waits for a step: one answer for messages, Home, screens and reports. */
import { list, type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { groupsOf } from "./template.ts";
import { trackTexts } from "./texts.ts";
import type { TrackStep } from "./tracks.ts";
import type { WhoDoes } from "./who-does.ts";

/** Somebody who waits for a step. */
export interface Waiting {
  byId: string;
  /** What they go on with; null: they asked for the work, and this is its last step. */
  next: TrackStep | null;
}

/** Everybody who waits for a step, whoever stands in for the absent among them: one for each step that comes right after it. */
export function whoWaits(
  step: Pick<TrackStep, "key" | "track" | "stands">,
  all: readonly TrackStep[],
  chain: WhoDoes,
): Waiting[] {
  const following = awaiting(step, all).map((next) => ({
    next,
    byId: chain.doing(next.track, next.role, next.term).ids[0],
  }));
  const { workRequest } = step.track;
  const isLast = following.length === 0 && step.stands.done_at === null;
  return workRequest && isLast ? [{ next: null, byId: workRequest.requesterId }] : following;
}

/** Whether anybody does. */
export function isWaitedFor(step: Pick<TrackStep, "key" | "track">, all: readonly TrackStep[]): boolean {
  return step.track.workRequest !== null || awaiting(step, all).length > 0;
}

/** By their keys the roles other than its own that wait for a step. */
export function rolesWaiting(step: TrackStep, all: readonly TrackStep[]): string[] {
  const roles = awaiting(step, all).map(({ role }) => role);
  return [...new Set(roles)].filter((role) => role !== step.role);
}

/** They come right after it, and nothing else that would do in its place is done. */
function awaiting(step: Pick<TrackStep, "key">, all: readonly TrackStep[]): TrackStep[] {
  const done = all.flatMap(({ key, stands }) => (stands.done_at === null ? [] : [key]));
  const waits = (group: readonly string[]) => group.includes(step.key) && !group.some((key) => done.includes(key));
  return all.filter((other) => !done.includes(other.key) && groupsOf(other).some(waits));
}

const MOST_NAMED = 3;

interface InWords {
  /** Who reads it: of themselves nothing is said. */
  readerId: string;
  nameOf(personId: string): string;
  /** Whether somebody holds the role; else whoever stands in is not named. */
  isHeld(role: string): boolean;
  /** When a step begins, as it looks now. */
  dayOf(step: TrackStep): LocalDate;
}

/** “Hugo goes on with “Go live”, planned for Fri 16 Oct”: a sentence each, without full stops. */
export function waitingInWords(
  reader: Reader,
  waiting: readonly Waiting[],
  { readerId, nameOf, isHeld, dayOf }: InWords,
): string[] {
  const texts = textsFor(trackTexts, reader).step;
  // Whoever has the next one already goes on with it whatever comes.
  const isToCome = ({ next }: Waiting) => next === null || next.stands.ready_at === null;
  const others = waiting.filter((each) => each.byId !== readerId && isToCome(each));
  const sentences = others.slice(0, MOST_NAMED).map(({ next, byId }) => {
    if (next === null) return texts.waitsForIt(nameOf(byId));
    const title = withoutFullStop(textsFor(next.title, reader));
    return texts.goesOn(isHeld(next.role) ? nameOf(byId) : "", title, shortDate(reader, dayOf(next)));
  });
  const left = others.slice(MOST_NAMED);
  if (left.length === 0) return sentences;
  const names = new Set(left.map(({ byId }) => nameOf(byId)));
  return [...sentences, texts.waitToo(list(reader, [...names]), names.size)];
}
