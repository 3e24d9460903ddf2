/** The lines that tracks and requests make: one each. Pure. */
import type { LocalDate } from "../../platform/time.ts";
import type { ItemFacts, TrackFacts, TrackStepFacts } from "../facts/program-facts.ts";
import type { Basis } from "./basis.ts";
import type { Line, Report, Source } from "./report.ts";

/**
 * A late track weighs as what blocks past its date, one whose end moved as a milestone that moved, else as what is done; it tells
 * how many of its steps are done and when it ends. Of a request stands what is late, and once it is finished its result.
 */
export function trackLines(basis: Basis): Line[] {
  const tracks = basis.facts.tracks.filter(({ steps }) => steps.length > 0);
  const queues = queuesAmong(tracks);
  const counted = new Set(queues.flatMap(([, ...others]) => others));
  return tracks.flatMap((track) => {
    if (counted.has(track)) return [];
    if (track.endedAt !== null) return finishedLines(basis, track, track.endedAt);
    const late = lateSteps(track);
    const queue = queues.find(([oldest]) => oldest === track);
    if (queue && late[0]) return [queueLine(lateLine(basis, track, late[0], late), queue)];
    return late[0] ? [lateLine(basis, track, late[0], late)] : underWayLines(basis, track);
  });
}

function lateSteps({ steps }: TrackFacts): TrackStepFacts[] {
  return steps.filter(({ isLate }) => isLate).toSorted(byDate);
}

/** From so many requests on that are late with the same step of the same person one line names the oldest and counts the others. */
const FEWEST_IN_QUEUE = 4;

function queuesAmong(tracks: readonly TrackFacts[]): TrackFacts[][] {
  const late = tracks.flatMap((track) => {
    const [step] = track.kind === "request" && track.endedAt === null ? lateSteps(track) : [];
    return step ? [{ track, step }] : [];
  });
  const byStep = Map.groupBy(late, ({ step }) => JSON.stringify([step.title.en, step.ownerId]));
  return [...byStep.values()]
    .filter((queue) => queue.length >= FEWEST_IN_QUEUE)
    .map((queue) => queue.toSorted((one, other) => byDate(one.step, other.step)).map(({ track }) => track));
}

function queueLine(line: Line, [oldest, ...others]: readonly TrackFacts[]): Line {
  const { text, texts } = line;
  const en = queueTexts.en.andMore(texts?.en ?? text, others.length);
  const fr = queueTexts.fr.andMore(texts?.fr ?? text, others.length);
  const sources = [oldest, ...others].flatMap((track) => (track ? lateSteps(track) : [])).map(sourceOf);
  return { ...line, text: en, texts: { en, fr }, sources };
}

const queueTexts = {
  en: { andMore: (step: string, count: number) => `${step} and ${count} more` },
  fr: { andMore: (step: string, count: number) => `${step} et ${count} autres` },
};

/** The words of the step of an item with what it is a step of; undefined: it is of no track that stands here. */
export function stepWords(tracks: readonly TrackFacts[], { id }: ItemFacts): Pick<Line, "text" | "texts"> | undefined {
  const step = tracks.flatMap(({ steps }) => steps).find(({ itemId }) => itemId === id);
  return step && { text: step.text.en, texts: step.text };
}

function byDate({ dueOn }: TrackStepFacts, { dueOn: other }: TrackStepFacts): number {
  return (dueOn ?? "").localeCompare(other ?? "");
}

function finishedLines(basis: Basis, track: TrackFacts, endedAt: string): Line[] {
  const { kind, endedBy, goal, result } = track;
  const isTold = kind === "track" || kind === "request";
  if (!isTold || endedAt <= basis.facts.fromAt) return [];
  return [
    {
      ...named(track),
      kind: "finished",
      type: kind === "request" ? "work-request" : "track",
      by: endedBy,
      on: basis.dayOf(endedAt),
      ...(kind === "track" && { due: track.planned }),
      ...(result !== null && { outcome: result }),
      ...(goal !== null && { goal }),
      sources: track.steps.map(sourceOf),
    },
  ];
}

function lateLine(basis: Basis, track: TrackFacts, first: TrackStepFacts, late: readonly TrackStepFacts[]): Line {
  const { itemId, text, ownerId, dueOn, since } = first;
  return {
    kind: "blocked",
    text: text.en,
    texts: text,
    type: "step",
    by: ownerId,
    since,
    itemId,
    ...(track.code !== undefined && { code: track.code }),
    ...(ownerId !== null && { owner: ownerId }),
    ...(dueOn !== null && { due: dueOn }),
    ...counted(basis, track),
    sources: (isCounted(basis, track) ? track.steps : late).map(sourceOf),
  };
}

function underWayLines(basis: Basis, track: TrackFacts): Line[] {
  if (!isCounted(basis, track)) return [];
  const ends: LocalDate = lineBefore(basis, track)?.ends ?? track.planned;
  return [
    {
      ...named(track),
      kind: ends === track.ends ? "done" : "milestone-moved",
      type: "track",
      by: null,
      ...counted(basis, track),
      sources: track.steps.map(sourceOf),
    },
  ];
}

function named({ name, code }: TrackFacts): Pick<Line, "text" | "texts" | "since" | "code"> {
  return { text: name.en, texts: name, since: null, ...(code !== undefined && { code }) };
}

/** Those above read it each month, the team each week. */
function isCounted({ facts: { rhythm } }: Basis, { kind }: TrackFacts): boolean {
  return kind === "track" && (rhythm === "weekly" || rhythm === "monthly");
}

function counted(basis: Basis, track: TrackFacts): Pick<Line, "track"> {
  if (!isCounted(basis, track)) return {};
  const { id, done, all, ends, planned } = track;
  const before = lineBefore(basis, track);
  return { track: { id, done, all, ends, planned, ...(before && { doneBefore: before.done }) } };
}

function lineBefore({ previous }: { previous: Report | null }, { id }: TrackFacts): Line["track"] {
  return previous?.lines.find(({ track }) => track?.id === id)?.track;
}

function sourceOf({ itemId: id, revision }: TrackStepFacts): Source {
  return { kind: "item", id, revision };
}
