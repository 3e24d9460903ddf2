/** Channels and user groups of audiences: reads members from Slack and keeps them up to date. */
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { AppContext } from "../../app/capability.ts";
import { outcomeOfThrown } from "../../delivery/slack-gateway.ts";
import { type Person, peopleBySlackIds } from "../../people/people.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { DrumbeatError, errorTable } from "../../platform/errors.ts";
import { nextAt } from "../../platform/next-at.ts";
import { rows } from "../../platform/rows.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, HOUR, MINUTE, msBetween, SECOND } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { channelToRead } from "../../programs/channels.ts";
import { CursorLost, isCursorRefused, readPages } from "../../slack/cursor-pagination.ts";
import { listGroups, readMemberPage } from "../../slack/member-lists.ts";
import { slackErrorIn } from "../../slack/slack-error.ts";
import { recheck } from "../cadences.ts";
import type { AudienceSourceTable, SourceState } from "../table.ts";
import { type AudienceMember, type AudienceSource, sourceMember, sourceOf } from "./audience.ts";
import { listCadencesBeyondSeats, type StoredSource } from "./audience-people.ts";

type SourceKey = { workspaceId: string; source: AudienceSource };

const failure = errorTable({
  GROUP_UNKNOWN: {
    en: ({ group }) => `The user group ${group} no longer exists in Slack. Choose another one.`,
    fr: ({ group }) => `Le groupe d’utilisateurs ${group} n’existe plus dans Slack. Choisissez-en un autre.`,
  },
  SOURCE_TOO_LARGE: {
    en: ({ name, most }) => `${name} has more than ${most} people. Choose a smaller one, or add people by name.`,
    fr: ({ name, most }) =>
      `${name} compte plus de ${most} personnes. Choisissez un ensemble plus restreint, ou ajoutez des personnes par leur nom.`,
  },
});

/** More cannot be read while a form waits, and would be a survey. */
const MOST_PEOPLE = 1000;
const CHECK_EVERY_MS = DAY;
/** People join in bunches: wait, and read once. */
const AFTER_EVENT_MS = 10 * SECOND;
const AFTER_TROUBLE_MS = HOUR;
const MOST_OF_BEGINNING_ANEW_MS = 10 * MINUTE;
/** Slack allows a hundred a minute of all of these together. */
const BETWEEN_PAGES_MS = SECOND;

/** `personOf`: finds the person, or reads them from Slack. */
export interface SourceReading {
  client: WebClient;
  personOf: (slackUserId: string, client: WebClient) => Promise<Person>;
}

/**
 * Reads and stores the members of a chosen channel or group. `id` may be a group's handle. Throws CHANNEL_UNKNOWN,
 * CHANNEL_ARCHIVED, GROUP_UNKNOWN, SOURCE_TOO_LARGE.
 */
export async function readSource(
  services: Pick<Services, "db" | "clock">,
  workspaceId: string,
  reading: SourceReading,
  wanted: AudienceSource,
): Promise<AudienceSource> {
  const { source, name } = await getFromSlack(reading.client, wanted);
  const people = new Set<string>();
  for await (const page of readPages((cursor) => readMemberPage(reading.client, source, cursor))) {
    for (const id of await idsOf(services.db, workspaceId, reading, page.slackIds)) people.add(id);
    if (people.size > MOST_PEOPLE) throw failure("SOURCE_TOO_LARGE", { name, most: MOST_PEOPLE });
  }
  const now = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const place = { workspaceId, source };
    const changes = { ...WELL, name, next_check_at: addMs(now, CHECK_EVERY_MS) };
    const table = rows(tx, "audience_source", workspaceId);
    if (!(await table.update(keyOf(source), changes))) await table.insert({ ...keyOf(source), ...changes });
    await upsertMembers(tx, place, [...people], now);
    await removeUnseen(tx, place, now);
  });
  return source;
}

/** Schedules a reading after a Slack event. Returns whether an audience uses the channel or group. */
export async function noteSource(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  source: AudienceSource,
): Promise<boolean> {
  if (!(await rows(db, "audience_source", workspaceId).find(keyOf(source)))) return false;
  await readSoon(db, workspaceId, addMs(clock.now(), AFTER_EVENT_MS), source);
  return true;
}

/** After a start: events may have been missed. */
export async function noteAllSources(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
): Promise<void> {
  await readSoon(db, workspaceId, clock.now());
}

/** Moves the next reading of one source, or of all, to `at` unless earlier. */
async function readSoon(db: Db, workspaceId: string, at: Instant, source?: AudienceSource): Promise<void> {
  await db
    .updateTable("audience_source")
    .set({ next_check_at: at })
    .where("workspace_id", "=", workspaceId)
    .where("next_check_at", ">", at)
    .$if(source !== undefined, (query) =>
      query.where("kind", "=", source?.kind ?? "channel").where("source_id", "=", source?.id ?? ""),
    )
    .execute();
}

/** Stores new channels and groups of a saved cadence, for reading at the next tick. */
export async function followSources(
  tx: Tx,
  { clock }: Pick<Services, "clock">,
  workspaceId: string,
  audience: readonly AudienceMember[],
): Promise<void> {
  for (const source of audience.map(sourceOf))
    if (source) {
      const row = { ...keyOf(source), ...WELL, name: source.id, next_check_at: clock.now() };
      await rows(tx, "audience_source", workspaceId).insertNew(row);
    }
}

export const nextSourceCheck = nextAt((db, { workspaceId }) =>
  db
    .selectFrom("audience_source")
    .select(({ fn }) => fn.min("next_check_at").as("at"))
    .where("workspace_id", "=", workspaceId),
);

/**
 * Reads a page of the channel or group that is due longest, if any, and resumes interrupted ones. Each is read daily,
 * and soon after a change in Slack.
 */
export async function refreshDueSource(services: Services, workspaceId: string, reading: SourceReading): Promise<void> {
  const { db, clock, log } = services;
  const now = clock.now();
  const due = await db
    .selectFrom("audience_source")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("next_check_at", "<=", now)
    .orderBy("next_check_at")
    .limit(1)
    .executeTakeFirst();
  if (!due) return;

  const source = { kind: due.kind, id: due.source_id };
  const place = { workspaceId, source };
  if ((await cadencesOn(db, place)).length === 0) {
    return inTransaction(db, async (tx) => {
      await rows(tx, "membership", workspaceId).remove(keyOf(source));
      await rows(tx, "audience_source", workspaceId).remove(keyOf(source));
    });
  }

  try {
    await readNextPage(services, workspaceId, reading, due);
  } catch (error) {
    const state = stateAfterError(error);
    if (state !== null) return inTransaction(db, (tx) => endPass(tx, place, now, { state }));
    const outcome = outcomeOfThrown(error);
    const waitMs = outcome.kind === "rate-limited" ? outcome.retryAfterMs : AFTER_TROUBLE_MS;
    // A failed reading drops nobody.
    log.warn({ kind: due.kind, source: due.source_id, outcome }, "members could not be read from Slack");
    const isCursorGone = isCursorRefused(error) || error instanceof CursorLost;
    await updateSource(db, place, isCursorGone ? anew(due, now) : { next_check_at: addMs(now, waitMs) });
  }
}

/** The pass begins anew after a minute; one that took long by now, after an hour. */
function anew({ pass_began_at: beganAt }: StoredSource, now: Instant): SourceChanges {
  const isBounded = beganAt !== null && msBetween(beganAt, now) < MOST_OF_BEGINNING_ANEW_MS;
  return {
    cursor: null,
    pass_began_at: isBounded ? beganAt : null,
    next_check_at: addMs(now, isBounded ? MINUTE : AFTER_TROUBLE_MS),
  };
}

/** The state implied by Slack's error, or null. */
function stateAfterError(error: unknown): Exclude<SourceState, "well"> | null {
  const errorCode = error instanceof DrumbeatError ? error.code : slackErrorIn(error);
  if (errorCode === "CHANNEL_ARCHIVED") return "archived";
  return errorCode === "CHANNEL_UNKNOWN" ||
    errorCode === "channel_not_found" ||
    errorCode === "GROUP_UNKNOWN" ||
    errorCode === "no_such_subteam"
    ? "gone"
    : null;
}

const cursorsGiven = z.array(z.string());

const WELL = { state: "well" as const, pass_began_at: null, cursor: null };

async function readNextPage(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  reading: SourceReading,
  due: StoredSource,
): Promise<void> {
  const now = clock.now();
  const source = { kind: due.kind, id: due.source_id };
  const place = { workspaceId, source };
  // Look up channels to see whether they are archived; renamed groups send an event.
  const isUnnamed = due.name === due.source_id;
  const isAnew = due.cursor === null && (due.kind === "channel" || isUnnamed);
  const { name } = isAnew ? await getFromSlack(reading.client, source) : due;
  const given = due.cursor === null ? [] : cursorsGiven.parse(JSON.parse(due.cursor));
  const { slackIds, nextCursor } = await readMemberPage(reading.client, source, given.at(-1) ?? null);
  if (nextCursor !== null && given.includes(nextCursor)) throw new CursorLost();
  const people = await idsOf(db, workspaceId, reading, slackIds);
  const passBeganAt = due.pass_began_at ?? now;
  await inTransaction(db, async (tx) => {
    await upsertMembers(tx, place, people, now);
    if (nextCursor !== null)
      return updateSource(tx, place, {
        name,
        next_check_at: addMs(now, BETWEEN_PAGES_MS),
        pass_began_at: passBeganAt,
        cursor: JSON.stringify([...given, nextCursor]),
      });
    await removeUnseen(tx, place, passBeganAt);
    await endPass(tx, place, now, { name, state: "well" });
  });
}

/** Ends a pass and makes cadences that use the source due for planning. */
async function endPass(
  tx: Tx,
  place: SourceKey,
  now: Instant,
  changes: { state: SourceState; name?: string },
): Promise<void> {
  await updateSource(tx, place, { ...WELL, ...changes, next_check_at: addMs(now, CHECK_EVERY_MS) });
  await recheck(tx, place.workspaceId, now, { ids: await cadencesOn(tx, place) });
}

async function cadencesOn(db: Db | Tx, { workspaceId, source }: SourceKey): Promise<string[]> {
  const member: AudienceMember = sourceMember(source);
  const cadences = await listCadencesBeyondSeats(db, workspaceId);
  return cadences.filter(({ audience }) => audience.includes(member)).map(({ id }) => id);
}

function keyOf({ kind, id }: AudienceSource) {
  return { kind, source_id: id };
}

type SourceChanges = Partial<
  Pick<AudienceSourceTable, "name" | "state" | "next_check_at" | "pass_began_at" | "cursor">
>;

async function updateSource(db: Db | Tx, { workspaceId, source }: SourceKey, changes: SourceChanges): Promise<void> {
  await rows(db, "audience_source", workspaceId).update(keyOf(source), changes);
}

/** Inserts members, or updates when they were seen. */
async function upsertMembers(
  tx: Tx,
  { workspaceId, source }: SourceKey,
  personIds: readonly string[],
  seenAt: Instant,
): Promise<void> {
  if (personIds.length === 0) return;
  const seen = personIds.map((person_id) => ({
    person_id,
    seen_at: seenAt,
    workspace_id: workspaceId,
    ...keyOf(source),
  }));
  await tx
    .insertInto("membership")
    .values(seen)
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "kind", "source_id", "person_id"]).doUpdateSet({ seen_at: seenAt }),
    )
    .execute();
}

/** Removes members not seen in this pass. */
async function removeUnseen(tx: Tx, { workspaceId, source }: SourceKey, passBeganAt: Instant): Promise<void> {
  await tx
    .deleteFrom("membership")
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", source.kind)
    .where("source_id", "=", source.id)
    .where("seen_at", "<", passBeganAt)
    .execute();
}

async function getFromSlack(
  client: WebClient,
  { kind, id }: AudienceSource,
): Promise<{ source: AudienceSource; name: string }> {
  if (kind === "channel") {
    const channel = await channelToRead(client, id);
    return { source: { kind, id: channel.id }, name: channel.name };
  }
  const group = (await listGroups(client)).find((each) => each.id === id || each.handle === id);
  if (!group) throw failure("GROUP_UNKNOWN", { group: id });
  return { source: { kind, id: group.id }, name: group.handle };
}

/** Person ids; reads unknown people from Slack, which hides some of other companies. */
async function idsOf(
  db: Db,
  workspaceId: string,
  { client, personOf }: SourceReading,
  slackIds: readonly string[],
): Promise<string[]> {
  const existing = await peopleBySlackIds(db, workspaceId, slackIds);
  const bySlackId = new Map(existing.map((person) => [person.slack_user_id, person.id]));
  const ids: string[] = [];
  for (const slackId of slackIds) {
    const id = bySlackId.get(slackId) ?? (await idFromSlack(() => personOf(slackId, client)));
    if (id !== null) ids.push(id);
  }
  return ids;
}

async function idFromSlack(ask: () => Promise<Person>): Promise<string | null> {
  try {
    return (await ask()).id;
  } catch (error) {
    const refusal = slackErrorIn(error);
    if (refusal === "user_not_found" || refusal === "user_not_visible") return null;
    // Somebody whom Slack describes in a way of its own.
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

const channelEvent = z.object({ channel: z.string() });
const groupEvent = z.object({ subteam: z.object({ id: z.string() }) });
const membersEvent = z.object({ subteam_id: z.string() });

const CHANNEL_EVENTS = [
  "member_joined_channel",
  "member_left_channel",
  "channel_archive",
  "channel_unarchive",
  "channel_deleted",
  "channel_left",
  "group_archive",
  "group_unarchive",
  "group_deleted",
  "group_left",
] as const;

/** Events only trigger a reading, so their order and number do not matter. */
export function registerSourceEvents({ services, workspaceId, listening, directory }: AppContext<Person>): void {
  const { app, wake } = listening;
  const note = async (kind: "channel" | "group", id: string) => {
    if (await noteSource(services, workspaceId, { kind, id })) wake();
  };
  for (const type of CHANNEL_EVENTS) app.event(type, ({ event }) => note("channel", channelEvent.parse(event).channel));
  for (const type of ["subteam_created", "subteam_updated"] as const)
    app.event(type, async ({ event }) => {
      directory.outdated();
      await note("group", groupEvent.parse(event).subteam.id);
    });
  app.event("subteam_members_changed", ({ event }) => note("group", membersEvent.parse(event).subteam_id));
}
