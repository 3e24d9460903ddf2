/** When the few messages of a person come, by what they do in programs and what they have chosen. */
import { sql } from "kysely";
import type { LaneFacts } from "../delivery/lanes.ts";
import { preferencesOfAll } from "../people/preferences.ts";
import { settingsOf } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import type { LocalDate } from "../platform/time.ts";
import { decidesOnly, type Seat, seatDay } from "./seats.ts";

/** Of these people, by their ids: three statements, however many they are. */
export async function laneFactsOf(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  now: Instant,
): Promise<Map<string, LaneFacts>> {
  const preferenceOf = await preferencesOfAll(db, workspaceId, personIds, await settingsOf(db, workspaceId));
  const held = await listRolesHeld(db, { workspaceId, personIds, on: seatDay(now) });
  const roles = Map.groupBy(held, ({ person_id }) => person_id);
  return new Map(
    personIds.map((id) => {
      const { messagesCome, weeklyOn } = preferenceOf(id);
      const theirs = (roles.get(id) ?? []).map(({ role }) => role);
      const isAsItHappens = messagesCome === "as-they-happen";
      return [id, { isAsItHappens, weeklyOn: decidesOnly(theirs) ? weeklyOn : null }];
    }),
  );
}

const rolesHeld = prepared((db, by: { workspaceId: string; personIds: readonly string[]; on: LocalDate }) =>
  rolesOn(db, by).where("seat.person_id", "in", by.personIds),
);

function rolesOn(db: Db | Tx, by: { workspaceId: string; on: LocalDate }) {
  return db
    .selectFrom("seat")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "seat.workspace_id").onRef("program.id", "=", "seat.program_id"),
    )
    .select(["seat.person_id", "seat.role"])
    .where("seat.workspace_id", "=", by.workspaceId)
    .where("program.state", "=", sql.lit("active"))
    .where((eb) => eb.or([eb("seat.from_date", "is", null), eb("seat.from_date", "<=", by.on)]))
    .where((eb) => eb.or([eb("seat.until_date", "is", null), eb("seat.until_date", ">=", by.on)]));
}

/** The roles that these people have on a day in programs that run. */
async function listRolesHeld(
  db: Db | Tx,
  by: { workspaceId: string; personIds: readonly string[]; on: LocalDate },
): Promise<Pick<Seat, "person_id" | "role">[]> {
  return by.personIds.length === 0 ? [] : (await rolesHeld(db, by)).rows;
}
