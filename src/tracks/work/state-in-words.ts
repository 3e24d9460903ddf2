/** Where a request is, with whom, what is next: in words, the same in messages and on screens. */
import type { KnownBlock } from "@slack/types";
import { absencesOn } from "../../people/absences.ts";
import { namesOf } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { languageOf, list, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { context, escapeMrkdwn } from "../../slack/blocks.ts";
import type { Timing } from "../counted-back.ts";
import { lateTexts } from "../late-texts.ts";
import { saidBy } from "../step-messages.ts";
import { trackTexts } from "../texts.ts";
import type { TrackStep } from "../tracks.ts";
import { isLate } from "../tracks.ts";
import { finishedByType } from "./cycle-times.ts";
import type { WorkRequest } from "./request-queries.ts";
import { workTexts } from "./texts.ts";
import { timingsOf, tooLateLine } from "./timing-in-words.ts";

export interface Looking {
  reader: Reader;
  readerId: string;
  today: LocalDate;
  names: ReadonlyMap<string, string>;
  /** Of those who are to add what is missing and are away now, until when. */
  away: ReadonlyMap<string, LocalDate>;
  /** By id, of those that are under way and needed by a day. */
  timings: ReadonlyMap<string, Timing>;
}

/** With the names of all who have to do with these requests. */
export async function lookingAt(
  db: Db,
  { now, ...looker }: Pick<Looking, "reader" | "readerId"> & { now: Instant },
  workRequests: readonly WorkRequest[],
): Promise<Looking> {
  const ids = workRequests.flatMap(({ steps, ...workRequest }) => [
    ...[workRequest.requester_id, workRequest.asked_by, workRequest.note_by],
    ...steps.flatMap(({ ownerId, askedOf }) => [ownerId, askedOf]),
  ]);
  const names = await namesOf(db, workRequests[0]?.workspace_id ?? "", ids);
  const today = localDateOf(now, looker.reader.zone);
  const asked = workRequests.flatMap(({ isIncomplete, requester_id: id }) => (isIncomplete ? [id] : []));
  const away = await absencesOn(db, workRequests[0]?.workspace_id ?? "", [...new Set(asked)], today);
  return { ...looker, today, names, away, timings: await timingsOf(db, workRequests, today) };
}

export function headOf({ code, title, program }: WorkRequest): string {
  return `*${escapeMrkdwn(title)}* · ${code} · ${escapeMrkdwn(program.title)}`;
}

export function stateLines(looking: Looking, workRequest: WorkRequest): string[] {
  const { reader } = looking;
  const { outcome } = workRequest;
  const texts = textsFor(workTexts, reader).state;
  if (outcome === "finished")
    return [texts.finished(shortDate(reader, localDateOf(workRequest.ended_at ?? "", reader.zone)))];
  if (outcome !== null) return [texts[outcome]];
  if (workRequest.program.state === "closed") return [texts.closed];
  if (workRequest.isIncomplete)
    return [texts.missing(who(looking, workRequest.requester_id)), ...awayLine(looking, workRequest)];
  const { notBefore } = textsFor(trackTexts, reader).running;
  const held = workRequest.held_until === null ? [] : [texts.held(shortDate(reader, workRequest.held_until))];
  const { next, current } = workRequest;
  const waits = next?.stands.wait_until ? shortDate(reader, next.stands.wait_until) : "";
  return [
    ...held,
    ...current.map((step) => stepLine(looking, step)),
    ...(next ? [texts.next(stepName(reader, next), waits && notBefore(waits))] : []),
    ...[tooLateLine(looking, workRequest)].filter((line) => line !== ""),
  ];
}

/** Its requester, who is to add what is missing, is away. */
function awayLine({ reader, names, away, readerId }: Looking, { requester_id: requesterId }: WorkRequest): string[] {
  const until = away.get(requesterId);
  if (until === undefined || requesterId === readerId) return [];
  const name = escapeMrkdwn(names.get(requesterId) ?? "");
  return [textsFor(lateTexts, reader).away({ name, day: shortDate(reader, until) })];
}

function stepLine(looking: Looking, step: TrackStep): string {
  const { reader, today } = looking;
  const texts = textsFor(workTexts, reader).state;
  const { due, late } = textsFor(trackTexts, reader).running;
  const name = stepName(reader, step);
  if (step.state !== "open")
    return step.askedOf === looking.readerId ? texts.ownGate(name) : texts.gate(name, who(looking, step.askedOf));
  const doer = who(looking, step.ownerId);
  if (step.dueOn === null) return texts.now(name, doer, "");
  const day = shortDate(reader, step.dueOn);
  return texts.now(name, doer, isLate(step, today) ? late(day) : due(day));
}

export function stepName(reader: Pick<Reader, "locale">, { title }: Pick<TrackStep, "title">): string {
  return escapeMrkdwn(title[languageOf(reader.locale)]);
}

function who({ reader, readerId, names }: Looking, id: string | null): string {
  return id === readerId ? textsFor(workTexts, reader).state.you : escapeMrkdwn(names.get(id ?? "") ?? "");
}

/** What is missing, why it waits, or why it ended: as it was written. */
export function because({ reader, names }: Pick<Looking, "reader" | "names">, workRequest: WorkRequest): KnownBlock[] {
  return workRequest.note === null ? [] : [saidBy(reader, names.get(workRequest.note_by ?? ""), workRequest.note)];
}

/** With whom it is whether a request is changed as its requester asks. */
export function changeWaits(looking: Looking, { current, proposed, outcome }: WorkRequest): KnownBlock[] {
  if (outcome !== null || Object.keys(proposed).length === 0) return [];
  const { reader } = looking;
  const { change } = textsFor(workTexts, reader);
  const ids = current.flatMap(({ state, ownerId, askedOf }) => (state === "open" ? ownerId : askedOf) ?? []);
  const names = [...new Set(ids)].map((id) => who(looking, id));
  return [context(change.waitsFor(names.length === 0 ? change.whoeverLeads : list(reader, names)))];
}

/** Of fewer nothing is said to whoever asked. */
const FEWEST_FINISHED = 10;

/** In which working days half of the finished requests of its type in its program were done; empty: too few were. */
export async function usualLine(db: Db, looking: Looking, { outcome, program, track }: WorkRequest): Promise<string> {
  if (outcome !== null) return "";
  const types = await finishedByType(db, looking, program);
  const { half, count } = types.find(({ key }) => key === track.definition.key) ?? { count: 0 };
  return half && count >= FEWEST_FINISHED ? textsFor(workTexts, looking.reader).state.usual(half.from, half.to) : "";
}
