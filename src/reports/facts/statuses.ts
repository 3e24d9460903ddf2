/** The history of statuses: one for each program, written by its leads and deputies. */
import type { HealthAnswer } from "../../cadences/questions/questions.ts";
import type { Disclosure } from "../../cadences/table.ts";
import { workspaceTime } from "../../calendars/calendars.ts";
import type { SavedAnswer } from "../../check-ins/events.ts";
import { absencesOn } from "../../people/absences.ts";
import { isRestricted } from "../../people/disclosure.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared-queries.ts";
import type { Services } from "../../platform/services.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { listSeatsOf, seatDay, seatsAboveTeam } from "../../programs/seats.ts";
import { grouped, inOrder } from "../portfolio/chunked-queries.ts";
import type { ProgramStatusTable } from "../table.ts";
import type { GivenAs, StatusEntry } from "./program-facts.ts";
import { statusAt } from "./status-history.ts";

/**
 * In the transaction in which an answer with a status is saved: one of the lead or a deputy goes into the history, also as a
 * revision where it says something else than before. An older answer whose words alone were changed does not speak again.
 */
export async function recordStatus(services: Pick<Services, "ids">, tx: Tx, saved: SavedAnswer): Promise<void> {
  const { workspaceId, programId, personId, checkInId, revision, answeredAt, health } = saved;
  if (health === null) return;
  const program = { workspace_id: workspaceId, id: programId };
  const givenAs = await givenAsBy(tx, program, { personId, now: answeredAt });
  if (givenAs === null) return;
  const entry = entryOf(health);
  if (revision > 1) {
    const { rows } = await lastEntries(tx, { workspaceId, programId, checkInId });
    const before = rows.find((row) => row.check_in_id === checkInId);
    const isSame = (field: keyof typeof entry) => before?.[field] === entry[field];
    if (isSame("status") && (before !== rows[0] || (["reason", "action", "action_by"] as const).every(isSame))) return;
  }
  await appendStatus(services, tx, {
    workspace_id: workspaceId,
    program_id: programId,
    at: answeredAt,
    ...entry,
    by_id: personId,
    given_as: givenAs,
    check_in_id: checkInId,
    revision,
  });
}

/** As what somebody gives a status now; null: they are neither lead nor deputy. */
export async function givenAsBy(
  db: Db | Tx,
  program: { workspace_id: string; id: string },
  { personId, now }: { personId: string; now: Instant },
): Promise<GivenAs | null> {
  const today = seatDay(now);
  const roles = (await listSeatsOf(db, program, personId, today)).map(({ role }) => role);
  if (roles.includes("lead")) return "lead";
  if (!roles.includes("deputy")) return null;

  const leads = (await seatsAboveTeam(db, program, now)).filter(({ role }) => role === "lead");
  const leadIds = leads.map(({ person_id: id }) => id);
  const away = await absencesOn(db, program.workspace_id, leadIds, today);
  return leadIds.every((id) => away.has(id)) ? "stand-in" : "deputy";
}

/** For a correction, which rests on no answer, as well. */
export async function appendStatus(
  { ids }: Pick<Services, "ids">,
  tx: Tx,
  entry: Omit<ProgramStatusTable, "id">,
): Promise<void> {
  await inserting(tx, { id: ids.next(), ...entry });
}

/** Of each program all up to an instant, the oldest first. `zone` is the workspace’s. One statement for any number of programs. */
export async function listStatuses(
  db: Db | Tx,
  {
    workspaceId,
    programIds,
    until,
    zone,
  }: { workspaceId: string; programIds: readonly string[]; until: Instant; zone: string },
): Promise<Map<string, StatusEntry[]>> {
  if (programIds.length === 0) return new Map();
  const wanted = { workspaceId, programIds, until };
  const [only = "", ...others] = programIds;
  const rows =
    others.length === 0
      ? new Map([[only, (await historyOfOne(db, wanted)).rows]])
      : await grouped(db, wanted, histories(db, wanted), (row) => row.program_id);
  const byProgram = new Map<string, StatusEntry[]>();
  for (const [programId, entries] of await inOrder(rows, ({ at, id }) => `${at} ${id}`))
    byProgram.set(
      programId,
      entries.map((entry) => asEntry(entry, zone)),
    );
  return byProgram;
}

/** Those of these programs whose status is off track now. */
export async function offTrackAmong(
  db: Db | Tx,
  workspaceId: string,
  programIds: readonly string[],
  now: Instant,
): Promise<Set<string>> {
  const { zone } = await workspaceTime(db, workspaceId);
  const histories = await listStatuses(db, { workspaceId, programIds, until: now, zone });
  return new Set([...histories].flatMap(([id, history]) => (statusAt(history, now)?.status === "red" ? id : [])));
}

function entryOf({ colour, reason, pathToGreen }: HealthAnswer) {
  return {
    status: colour,
    reason: reason ?? null,
    action: pathToGreen?.action ?? null,
    action_by: pathToGreen?.by ?? null,
  };
}

interface HistoryRow extends Omit<ProgramStatusTable, "workspace_id" | "revision"> {
  disclosure: Disclosure | null;
  round: LocalDate | null;
}

/** Words for whoever leads alone live in views, and in no report. */
function asEntry(row: HistoryRow, zone: string): StatusEntry {
  const { at, status, by_id: by, given_as: givenAs, round, check_in_id: checkInId } = row;
  const words = { reason: row.reason, action: row.action, actionBy: row.action_by };
  const isHidden = row.disclosure !== null && isRestricted({ disclosure: row.disclosure });
  return {
    at,
    day: localDateOf(at, zone),
    status,
    givenAs,
    round,
    by,
    checkInId,
    ...(isHidden ? { reason: null, action: null, actionBy: null } : words),
    ...(row.disclosure === "above" && { isAboveOnly: true as const }),
  };
}

const inserting = prepared((tx, row: ProgramStatusTable) =>
  tx
    .insertInto("program_status")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "check_in_id", "revision"]).doNothing()),
);

/** The last of an answer and the last of all, the newest first. */
const lastEntries = prepared((tx, by: { workspaceId: string; programId: string; checkInId: string }) =>
  tx
    .selectFrom("program_status")
    .select(["check_in_id", "status", "reason", "action", "action_by"])
    .where("workspace_id", "=", by.workspaceId)
    .where("program_id", "=", by.programId)
    .where(({ eb, or }) =>
      or([
        eb("check_in_id", "=", by.checkInId),
        eb("at", "=", (select) =>
          select
            .selectFrom("program_status as last")
            .select(({ fn }) => fn.max("last.at").as("at"))
            .where("last.workspace_id", "=", by.workspaceId)
            .where("last.program_id", "=", by.programId),
        ),
      ]),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc"),
);

const histories = (db: Db | Tx, by: { workspaceId: string; programIds: readonly string[]; until: Instant }) =>
  db
    .selectFrom("program_status as entry")
    .leftJoin("check_in", (join) =>
      join.onRef("check_in.workspace_id", "=", "entry.workspace_id").onRef("check_in.id", "=", "entry.check_in_id"),
    )
    .leftJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "entry.workspace_id").onRef("cadence.id", "=", "check_in.cadence_id"),
    )
    .leftJoin("round", (join) =>
      join.onRef("round.workspace_id", "=", "entry.workspace_id").onRef("round.id", "=", "check_in.round_id"),
    )
    .select(["entry.program_id", "entry.at", "entry.status", "entry.reason", "entry.action", "entry.action_by"])
    .select(["entry.id", "entry.by_id", "entry.given_as", "entry.check_in_id", "cadence.disclosure"])
    .select("round.key as round")
    .where("entry.workspace_id", "=", by.workspaceId)
    .where("entry.program_id", "in", by.programIds)
    .where("entry.at", "<=", by.until);

/** With each answer that is saved. */
const historyOfOne = prepared(histories);
