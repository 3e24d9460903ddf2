/** The channels and user groups of audiences: read from Slack when they are chosen, and kept as Slack has them. */
import type { WebClient } from "@slack/web-api";
import { outcomeOfThrown } from "../../delivery/slack-gateway.ts";
import { type Person, peopleBySlackIds } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { DrumbeatError, errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { addMs, DAY, HOUR, MINUTE, SECOND } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { channelToRead } from "../../programs/channels.ts";
import { listGroups, readMemberPage, slackErrorIn } from "../../slack/member-lists.ts";
import { readAudience } from "../columns.ts";
import type { SourceState } from "../table.ts";
import { type AudienceSource, sourceMember } from "./audience.ts";
import {
  deleteMembersUnseenSince,
  deleteSource,
  findDueSource,
  findSource,
  firstSourceCheck,
  hastenSource,
  hastenSources,
  type KeptSource,
  listCadencesBeyondSeats,
  recheckById,
  updateSource,
  upsertMembers,
  upsertSource,
} from "./repository.ts";

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

/** More could not be read while somebody waits for the form, and would be a survey, not a check-in. */
const MOST_PEOPLE = 1000;
const CHECK_EVERY_MS = DAY;
/** People join in bunches, and one look is enough for all of them. */
const AFTER_EVENT_MS = 10 * SECOND;
const AFTER_TROUBLE_MS = HOUR;

/** What reading from Slack takes: `personOf` finds a Slack user, or asks Slack who that is. */
export interface SourceReading {
  client: WebClient;
  personOf: (slackUserId: string, client: WebClient) => Promise<Person>;
}

/**
 * Reads who is in a channel or group and keeps it, for an audience that is being chosen. `id` may be a group's handle.
 * Throws CHANNEL_UNKNOWN, CHANNEL_ARCHIVED, GROUP_UNKNOWN, SOURCE_TOO_LARGE.
 */
export async function readSource(
  services: Pick<Services, "db" | "clock">,
  workspaceId: string,
  reading: SourceReading,
  wanted: AudienceSource,
): Promise<AudienceSource> {
  const { source, name } = await locate(reading.client, wanted);
  const people = new Set<string>();
  let cursor: string | null = null;
  do {
    const page = await readMemberPage(reading.client, source, cursor);
    for (const id of await idsOf(services.db, workspaceId, reading, page.slackIds)) people.add(id);
    cursor = page.nextCursor;
    if (people.size > MOST_PEOPLE) throw failure("SOURCE_TOO_LARGE", { name, most: MOST_PEOPLE });
  } while (cursor !== null);
  const now = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const row = { ...WELL, name, next_check_at: addMs(now, CHECK_EVERY_MS) };
    await upsertSource(tx, { workspace_id: workspaceId, kind: source.kind, source_id: source.id, ...row });
    await upsertMembers(tx, { workspaceId, source }, [...people], now);
    await deleteMembersUnseenSince(tx, { workspaceId, source }, now);
  });
  return source;
}

/** Something happened in a channel or group: it is read again soon, if an audience has it. Returns whether one has. */
export async function noteSource(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  source: AudienceSource,
): Promise<boolean> {
  if (!(await findSource(db, { workspaceId, source }))) return false;
  await hastenSource(db, { workspaceId, source }, addMs(clock.now(), AFTER_EVENT_MS));
  return true;
}

/** After a start: what happened meanwhile was told to nobody. */
export async function noteAllSources(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
): Promise<void> {
  await hastenSources(db, workspaceId, clock.now());
}

/** When `refreshDueSource` has something to do. */
export const nextSourceCheck = firstSourceCheck;

/**
 * Reads one page of the channel or group that has been due longest; where nothing is due it asks nothing of Slack. What
 * was left in the middle goes on where it was. Each is read once a day, and soon after Slack told of a change.
 */
export async function refreshDueSource(services: Services, workspaceId: string, reading: SourceReading): Promise<void> {
  const { db, clock, log } = services;
  const now = clock.now();
  const due = await findDueSource(db, workspaceId, now);
  if (!due) return;
  const source = { kind: due.kind, id: due.source_id };
  const place = { workspaceId, source };
  if ((await cadencesOn(db, place)).length === 0) return inTransaction(db, (tx) => deleteSource(tx, place));
  try {
    await readOn(services, workspaceId, reading, due);
  } catch (error) {
    const state = stateSaidBy(error);
    if (state !== null) return inTransaction(db, (tx) => endPass(tx, place, now, { state }));
    const outcome = outcomeOfThrown(error);
    const waitMs = outcome.kind === "rate-limited" ? outcome.retryAfterMs : AFTER_TROUBLE_MS;
    // Nobody is dropped from an audience because Slack could not be asked.
    log.warn({ kind: due.kind, source: due.source_id, outcome }, "members could not be read from Slack");
    const isCursorLost = slackErrorIn(error) === "invalid_cursor";
    await updateSource(db, place, {
      next_check_at: addMs(now, isCursorLost ? MINUTE : waitMs),
      ...(isCursorLost && { cursor: null, pass_began_at: null }),
    });
  }
}

/** What Slack says of the channel or group itself by refusing it, or null when it says nothing of it. */
function stateSaidBy(error: unknown): Exclude<SourceState, "well"> | null {
  const said = error instanceof DrumbeatError ? error.code : slackErrorIn(error);
  if (said === "CHANNEL_ARCHIVED") return "archived";
  return said === "CHANNEL_UNKNOWN" ||
    said === "channel_not_found" ||
    said === "GROUP_UNKNOWN" ||
    said === "no_such_subteam"
    ? "gone"
    : null;
}

const WELL = { state: "well" as const, pass_began_at: null, cursor: null };

async function readOn(
  { db, clock }: Pick<Services, "db" | "clock">,
  workspaceId: string,
  reading: SourceReading,
  due: KeptSource,
): Promise<void> {
  const now = clock.now();
  const source = { kind: due.kind, id: due.source_id };
  const place = { workspaceId, source };
  // A channel says on the way whether it is archived; what a group is called changes by an event.
  const isUnnamed = due.name === due.source_id;
  const isAnew = due.cursor === null && (due.kind === "channel" || isUnnamed);
  const { name } = isAnew ? await locate(reading.client, source) : due;
  const { slackIds, nextCursor } = await readMemberPage(reading.client, source, due.cursor);
  const people = await idsOf(db, workspaceId, reading, slackIds);
  const passBeganAt = due.cursor === null ? now : (due.pass_began_at ?? now);
  await inTransaction(db, async (tx) => {
    await upsertMembers(tx, place, people, now);
    if (nextCursor !== null)
      return updateSource(tx, place, { name, next_check_at: now, pass_began_at: passBeganAt, cursor: nextCursor });
    await deleteMembersUnseenSince(tx, place, passBeganAt);
    await endPass(tx, place, now, { name, state: "well" });
  });
}

/** A channel or group is read to its end: whoever is asked through it is planned anew. */
async function endPass(
  tx: Tx,
  place: { workspaceId: string; source: AudienceSource },
  now: Instant,
  changes: { state: SourceState; name?: string },
): Promise<void> {
  await updateSource(tx, place, { ...WELL, ...changes, next_check_at: addMs(now, CHECK_EVERY_MS) });
  await recheckById(tx, place.workspaceId, await cadencesOn(tx, place), now);
}

async function cadencesOn(
  db: Db | Tx,
  { workspaceId, source }: { workspaceId: string; source: AudienceSource },
): Promise<string[]> {
  const cadences = await listCadencesBeyondSeats(db, workspaceId);
  return cadences
    .filter(({ audience }) => readAudience(audience).includes(sourceMember(source)))
    .map((cadence) => cadence.id);
}

async function locate(
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

/** The ids of people, met where they are not known yet; Slack does not say who some people of other companies are. */
async function idsOf(
  db: Db,
  workspaceId: string,
  { client, personOf }: SourceReading,
  slackIds: readonly string[],
): Promise<string[]> {
  const known = await peopleBySlackIds(db, workspaceId, slackIds);
  const bySlackId = new Map(known.map((person) => [person.slack_user_id, person.id]));
  const ids: string[] = [];
  for (const slackId of slackIds) {
    const id = bySlackId.get(slackId) ?? (await idOfStranger(() => personOf(slackId, client)));
    if (id !== null) ids.push(id);
  }
  return ids;
}

async function idOfStranger(ask: () => Promise<Person>): Promise<string | null> {
  try {
    return (await ask()).id;
  } catch (error) {
    const refusal = slackErrorIn(error);
    if (refusal === "user_not_found" || refusal === "user_not_visible") return null;
    throw error;
  }
}
