/** Where a request is, with whom, what is next: in words, the same in messages and on screens. */
import type { KnownBlock } from "@slack/types";
import { workingDaysSince } from "../../calendars/contact-facts.ts";
import { namesOf } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { rows } from "../../platform/rows.ts";
import { languageOf, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { escapeMrkdwn } from "../../slack/blocks.ts";
import { saidBy } from "../step-messages.ts";
import { trackTexts } from "../texts.ts";
import { listTracks, type TrackStep } from "../tracks.ts";
import { isLate } from "../tracks-screen.ts";
import { current, nextOf, type WorkRequest } from "./reading.ts";
import { workTexts } from "./texts.ts";

export interface Looking {
  reader: Reader;
  readerId: string;
  today: LocalDate;
  names: ReadonlyMap<string, string>;
}

/** With the names of all who have to do with these requests. */
export async function lookingAt(
  db: Db,
  { now, ...looker }: Pick<Looking, "reader" | "readerId"> & { now: Instant },
  requests: readonly WorkRequest[],
): Promise<Looking> {
  const ids = requests.flatMap(({ steps, ...request }) => [
    ...[request.requester_id, request.asked_by, request.missing_by, request.held_by, request.ended_by],
    ...steps.flatMap(({ ownerId, askedOf }) => [ownerId, askedOf]),
  ]);
  const names = await namesOf(db, requests[0]?.workspace_id ?? "", ids);
  return { ...looker, today: localDateOf(now, looker.reader.zone), names };
}

/** `into`: what it was merged into. */
export function stateLines(looking: Looking, request: WorkRequest, into: WorkRequest | null = null): string[] {
  const { reader } = looking;
  const texts = textsFor(workTexts, reader).state;
  if (request.outcome === "merged" && into)
    return [texts.merged(`${into.code} ${escapeMrkdwn(into.title)}`), ...stateLines(looking, into)];
  if (request.outcome === "finished")
    return [texts.finished(shortDate(reader, localDateOf(request.ended_at ?? "", reader.zone)))];
  if (request.outcome === "declined") return [texts.declined];
  if (request.outcome !== null) return [texts.withdrawn];
  if (request.program.state === "closed") return [texts.closed];
  if (request.missing !== null) return [texts.missing(who(looking, request.requester_id))];
  const { notBefore } = textsFor(trackTexts, reader).running;
  const held = request.held_until === null ? [] : [texts.held(shortDate(reader, request.held_until))];
  const next = nextOf(request);
  const waits = next?.stands.wait_until ? shortDate(reader, next.stands.wait_until) : "";
  return [
    ...held,
    ...current(request).map((step) => stepLine(looking, step)),
    ...(next ? [texts.next(stepName(reader, next), waits && notBefore(waits))] : []),
  ];
}

function stepLine(looking: Looking, step: TrackStep): string {
  const { reader, today } = looking;
  const texts = textsFor(workTexts, reader).state;
  const { due, late } = textsFor(trackTexts, reader).running;
  const name = stepName(reader, step);
  if (step.state !== "open") return texts.gate(name, who(looking, step.askedOf));
  const day = step.dueOn === null ? "" : (isLate(step, today) ? late : due)(shortDate(reader, step.dueOn));
  return texts.now(name, who(looking, step.ownerId), day);
}

export function stepName(reader: Pick<Reader, "locale">, { title }: Pick<TrackStep, "title">): string {
  return escapeMrkdwn(title[languageOf(reader.locale)]);
}

function who({ reader, readerId, names }: Looking, id: string | null): string {
  return id === readerId ? textsFor(workTexts, reader).state.you : escapeMrkdwn(names.get(id ?? "") ?? "");
}

/** What is missing, why it waits, or why it ended: as it was written. */
export function because({ reader, names }: Pick<Looking, "reader" | "names">, request: WorkRequest): KnownBlock[] {
  const said = [
    { by: request.missing_by, text: request.missing },
    { by: request.held_by, text: request.held_because },
    { by: request.ended_by, text: request.outcome_note },
  ];
  return said.flatMap(({ by, text }) => (text === null ? [] : [saidBy(reader, names.get(by ?? ""), text)]));
}

const MOST_COUNTED = 100;

/** In which working days half of the finished requests of its type in its program were done; empty: too few were. */
export async function usualLine(db: Db, { reader, readerId, today }: Looking, request: WorkRequest): Promise<string> {
  if (request.outcome !== null) return "";
  const { workspace_id: workspaceId, program_id: programId, track } = request;
  const match = { program_id: programId, outcome: "finished" as const };
  const ended = (await rows(db, "work_request", workspaceId).list(match, ["ended_at"])).slice(-MOST_COUNTED);
  const tracks = await listTracks(db, workspaceId, { id: ended.map(({ track_id: id }) => id) });
  const same = new Set(tracks.flatMap(({ id, definition: { key } }) => (key === track.definition.key ? [id] : [])));
  const found = ended.filter(({ track_id: id }) => same.has(id));
  const days = found.map(({ asked_at: from, ended_at: to }) => ({
    from: localDateOf(from, reader.zone),
    to: localDateOf(to ?? from, reader.zone),
  }));
  const oldest = days.map(({ from }) => from).toSorted()[0];
  if (oldest === undefined) return "";
  const since = await workingDaysSince(db, workspaceId, readerId, { oldest, today });
  const half = middleHalf(days.map(({ from, to }) => since(from) - since(to)));
  return half ? textsFor(workTexts, reader).state.usual(half.from, half.to) : "";
}

/** Of fewer nothing can be said. */
const FEWEST_FINISHED = 10;

/**
 * Between how many working days the middle half of them took, the quartiles being between two values in proportion (Hyndman
 * and Fan 1996, type 7); null: too few have finished.
 */
export function middleHalf(days: readonly number[]): { from: number; to: number } | null {
  if (days.length < FEWEST_FINISHED) return null;
  const sorted = days.map((each) => Math.max(1, each)).toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = (sorted.length - 1) * share;
    const [low = 0, high = low] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return Math.round(low + (high - low) * (place - Math.floor(place)));
  };
  return { from: at(0.25), to: at(0.75) };
}
