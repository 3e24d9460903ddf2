/** Running tracks: a template started in a program, with its steps and how far each has come. */
import type { Selectable } from "kysely";
import { workingDaysOf } from "../calendars/availability.ts";
import { type Schedule, scheduleOf } from "../calendars/task-schedule.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { errorTable } from "../platform/errors.ts";
import { EventKind } from "../platform/events.ts";
import { jsonColumn } from "../platform/json-column.ts";
import { type Rows, rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { type LocalDate, later, localDateOf } from "../platform/time.ts";
import type { IsWorkingDay } from "../platform/working-days.ts";
import { lockProgram } from "../programs/programs.ts";
import { whenInWords } from "../register/failures.ts";
import { isLateOn } from "../register/lateness.ts";
import type { ItemState } from "../register/types/item-type.ts";
import type { TrackStepTable, TrackTable } from "./table.ts";
import { groupsOf, keptTemplateSchema, type Step, type TrackTemplate } from "./template.ts";

export interface Track extends Selectable<TrackTable> {
  definition: TrackTemplate;
  /** The work request whose track it is. */
  workRequest: {
    id: string;
    code: string;
    title: string;
    requesterId: string;
    neededBy: LocalDate | null;
  } | null;
}

/** Steps of it became ready, done, or open again. `began`: the keys of those that are ready now. */
export const trackMoved = new EventKind<{ trackId: string; workspaceId: string; began: readonly string[] }>();

/** A step as its template has it, and how far it has come. */
export interface TrackStep extends Step {
  track: Track;
  stands: Selectable<TrackStepTable>;
  /** Of its item; null: it is not ready. */
  ownerId: string | null;
  dueOn: LocalDate | null;
  state: ItemState | null;
  /** Who is asked to approve it; null: nobody. */
  askedOf: string | null;
  /** Their last day. */
  approveBy: LocalDate | null;
  /** Who named them by hand; null: a rule. */
  approverNamedBy: string | null;
}

export const readDefinition = jsonColumn(keptTemplateSchema);

export const trackFailure = errorTable({
  TRACK_NOT_FOUND: { en: () => "This track has gone.", fr: () => "Ce plan de travail n’existe plus." },
  TRACK_ENDED: { en: () => "This track has ended.", fr: () => "Ce plan de travail est terminé." },
  TRACK_NEEDS_PERSON: {
    en: () => "Choose who joins or leaves.",
    fr: () => "Choisissez qui arrive ou qui part.",
  },
  TRACK_NEEDS_MILESTONE: {
    en: () => "Some steps wait for a milestone: choose an open one.",
    fr: () => "Des étapes attendent un jalon\u00a0: choisissez-en un qui est ouvert.",
  },
  STEP_NOT_YOURS: {
    en: ({ name }) => `This step is with ${name}.`,
    fr: ({ name }) => `Cette étape est chez ${name}.`,
  },
  STEP_OVER: {
    en: ({ who, ...when }) => (who ? `${who} ended this step ${whenInWords.en(when)}.` : "This step is over."),
    fr: ({ who, ...when }) =>
      who ? `${who} a terminé cette étape ${whenInWords.fr(when)}.` : "Cette étape est terminée.",
  },
  STEP_DATE_PAST: {
    en: () => "That day is over. Choose today or later.",
    fr: () => "Ce jour est passé. Choisissez aujourd’hui ou une date à venir.",
  },
  STEP_NOBODY_ELSE: {
    en: () => "Nobody else answers for this step or leads its program. Ask with /drumbeat ask.",
    fr: () => "Personne d’autre ne répond de cette étape ni ne dirige son programme. Passez par /drumbeat demande.",
  },
  STEP_DONE_BY_THEM: {
    en: ({ name }) => `${name} did this step, so someone else approves it.`,
    fr: ({ name }) => `${name} a réalisé cette étape\u00a0: une autre personne doit l’approuver.`,
  },
  STEP_UNCHECKED: {
    en: () => "Tick everything that says that it’s done, or leave the step open.",
    fr: () => "Cochez tout ce qui dit que c’est terminé, ou laissez l’étape ouverte.",
  },
});

/** Throws TRACK_NOT_FOUND. */
export async function getTrack(db: Db | Tx, workspaceId: string, id: string): Promise<Track> {
  const [found] = await listTracks(db, workspaceId, { id });
  if (!found) throw trackFailure("TRACK_NOT_FOUND");
  return found;
}

/** As no other act changes it until the transaction ends: acts in its program come in turn. Throws TRACK_NOT_FOUND. */
export async function trackInTurn(tx: Tx, workspaceId: string, id: string): Promise<Track> {
  const { program_id: programId } = await getTrack(tx, workspaceId, id);
  await lockProgram(tx, { workspaceId, programId });
  return getTrack(tx, workspaceId, id);
}

/** The oldest first. */
export async function listTracks(
  db: Db | Tx,
  workspaceId: string,
  match: Parameters<Rows<"track">["list"]>[0],
): Promise<Track[]> {
  const found = await rows(db, "track", workspaceId).list(match, ["id"]);
  const ids = [...new Set(found.map(({ template_id: id }) => id))];
  const templates = await rows(db, "track_template", workspaceId).list({ id: ids });
  const definitions = new Map(templates.map(({ id, definition }) => [id, readDefinition(definition)]));
  const asked = found.flatMap(({ id, template_id: templateId }) => (definitions.get(templateId)?.intake ? [id] : []));
  const workRequests = await workRequestsOf(db, workspaceId, asked);
  return found.flatMap((track) => {
    const definition = definitions.get(track.template_id);
    return definition ? [{ ...track, definition, workRequest: workRequests.get(track.id) ?? null }] : [];
  });
}

/** The first day of the steps of a request that waits until its requester has added what is missing: they have none. */
export const UNTIL_ADDED = "9999-12-31";

/** Before which day a step does not begin; null: none is known. */
export function notBefore({ wait_until: until }: Pick<TrackStep["stands"], "wait_until">): LocalDate | null {
  return until === UNTIL_ADDED ? null : until;
}

/** Before the key of an answer that is asked to be changed: that stands among the answers of a request. */
export const PROPOSED = "change:";

async function workRequestsOf(db: Db | Tx, workspaceId: string, trackIds: readonly string[]) {
  const found = await rows(db, "work_request", workspaceId).list({ track_id: trackIds });
  const programIds = [...new Set(found.map(({ program_id: id }) => id))];
  const programs = await rows(db, "program", workspaceId).list({ id: programIds });
  const keys = new Map(programs.map(({ id, short_key: key }) => [id, key]));
  return new Map(
    found.map(({ id, title, number, requester_id: requesterId, needed_by: neededBy, ...workRequest }) => {
      const code = workRequestCode({ short_key: keys.get(workRequest.program_id) ?? "", number });
      return [workRequest.track_id, { id, title, requesterId, neededBy, code }] as const;
    }),
  );
}

export function workRequestCode({ short_key: key, number }: { short_key: string; number: number }): string {
  return `${key}-W-${number}`;
}

/** In the order of their templates, with owner and date of those that are or were ready; one statement for all tracks. */
export async function stepsOf(db: Db | Tx, workspaceId: string, tracks: readonly Track[]): Promise<TrackStep[]> {
  if (tracks.length === 0) return [];
  const found = await db
    .selectFrom("track_step as step")
    .leftJoin("item", (join) =>
      join.onRef("item.workspace_id", "=", "step.workspace_id").onRef("item.id", "=", "step.item_id"),
    )
    .leftJoin("approval", (join) =>
      join
        .onRef("approval.workspace_id", "=", "step.workspace_id")
        .onRef("approval.subject_id", "=", "step.item_id")
        .on("approval.subject_kind", "=", "step")
        .on("approval.state", "=", "asked"),
    )
    .selectAll("step")
    .select([
      "item.owner_id",
      "item.due_on",
      "item.state",
      "approval.asked_of",
      "approval.answer_by",
      "approval.named_by",
    ])
    .where("step.workspace_id", "=", workspaceId)
    .where(
      "step.track_id",
      "in",
      tracks.map(({ id }) => id),
    )
    .execute();

  const byKey = new Map(found.map((row) => [`${row.track_id} ${row.key}`, row]));
  return tracks.flatMap((track) =>
    track.definition.steps.flatMap((step): TrackStep[] => {
      const row = byKey.get(`${track.id} ${step.key}`);
      if (!row) return [];
      const { owner_id: ownerId, due_on: dueOn, state, asked_of: askedOf, ...rest } = row;
      const { answer_by: approveBy, named_by: approverNamedBy, ...stands } = rest;
      return [{ ...step, track, stands, ownerId, dueOn, state, askedOf, approveBy, approverNamedBy }];
    }),
  );
}

/** Done or dropped, and not approved yet. */
export function isAtGate({ gate, state, stands }: TrackStep): boolean {
  return gate && stands.item_id !== null && stands.done_at === null && state !== "open";
}

/** Who does or approves it now, and until when. */
export function dueOf({ state, ownerId, dueOn, askedOf, approveBy }: TrackStep) {
  return state === "open" ? { personId: ownerId, on: dueOn } : { personId: askedOf, on: approveBy };
}

/** Late: past the last day of whoever does or approves it. */
export function isLate(step: TrackStep, today: LocalDate): boolean {
  if (step.state === "open") return isLateOn({ type: "step", state: step.state, due_on: step.dueOn }, today);
  return isAtGate(step) && step.approveBy !== null && step.approveBy < today;
}

/** The next tick looks whether it is due or late. */
export async function lookSoon(tx: Tx, { track, key }: Pick<TrackStep, "track" | "key">, now: Instant): Promise<void> {
  await rows(tx, "track_step", track.workspace_id).update({ track_id: track.id, key }, { look_at: now });
}

/** A step among the others of its track. */
export interface StepInTrack {
  step: TrackStep;
  all: TrackStep[];
}

/** The step of an item, with all of its track; null: it is of none, or was handed back. */
export async function stepOfItem(db: Db | Tx, workspaceId: string, itemId: string): Promise<StepInTrack | null> {
  const row = await rows(db, "track_step", workspaceId).find({ item_id: itemId });
  if (!row) return null;
  const all = await stepsOf(db, workspaceId, [await getTrack(db, workspaceId, row.track_id)]);
  const step = all.find(({ key }) => key === row.key);
  return step ? { step, all } : null;
}

/** The steps that come right after this one. */
export function stepsAfter(step: Pick<TrackStep, "key">, all: readonly TrackStep[]): TrackStep[] {
  return all.filter((other) => groupsOf(other).some((group) => group.includes(step.key)));
}

/** The steps that were done for this one, or are to be. */
export function stepsBefore(step: TrackStep, all: readonly TrackStep[]): TrackStep[] {
  const needed = groupsOf(step).flat();
  return all.filter(({ key }) => needed.includes(key));
}

/** Ended once every step is. */
export async function finishIfDone(
  { clock }: Pick<Services, "clock">,
  tx: Tx,
  { workspaceId, trackId }: { workspaceId: string; trackId: string },
): Promise<void> {
  if (await rows(tx, "track_step", workspaceId).find({ track_id: trackId, done_at: null })) return;
  const ended = { state: "finished", ended_at: clock.now() } as const;
  await rows(tx, "track", workspaceId).update({ id: trackId, state: "running" }, ended);
}

/** When its steps begin and end: as planned at its start, and as it looks now. By the working days of whoever started it. */
export async function scheduleOfTrack(
  db: Db | Tx,
  track: Track,
  steps: readonly TrackStep[],
  { today, zone }: { today: LocalDate; zone: string },
): Promise<Schedule> {
  const starter = { workspace_id: track.workspace_id, id: track.started_by };
  const isWorkingDay = await workingDaysOf(db, starter, localDateOf(track.started_at, zone), { isAwayToo: false });
  return scheduleOfSteps(track, steps, { today, zone, isWorkingDay });
}

/** The same by given working days. */
export function scheduleOfSteps(
  track: Track,
  steps: readonly TrackStep[],
  { today, zone, isWorkingDay }: { today: LocalDate; zone: string; isWorkingDay: IsWorkingDay },
): Schedule {
  const tasks = steps.map(({ key, term, wait, dueOn, stands, ...step }) => {
    const to = stands.done_at === null ? later(dueOn ?? today, today) : localDateOf(stands.done_at, zone);
    return {
      key,
      term,
      after: groupsOf({ ...step, wait }),
      daysAfter: wait && "afterStep" in wait ? wait.workingDays : 0,
      notBefore: wait && "until" in wait ? wait.until : notBefore(stands),
      actual: stands.ready_at === null ? null : { from: localDateOf(stands.ready_at, zone), to },
    };
  });
  return scheduleOf(tasks, { start: localDateOf(track.started_at, zone), today, isWorkingDay });
}
