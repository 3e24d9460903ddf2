/** When the few messages of a person come, by what they do in programs and what they have chosen. */
import type { LaneFacts } from "../delivery/lanes.ts";
import { preferencesOfAll } from "../people/preferences.ts";
import { settingsOf } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { listRolesHeld } from "./repository.ts";
import { isAbove, seatDay } from "./seats.ts";

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
      const ofWeek = theirs.filter(isAbove);
      return [
        id,
        {
          isAsItHappens: messagesCome === "as-they-happen",
          weeklyOn: ofWeek.length > 0 ? weeklyOn : null,
          isWeeklyOnly: ofWeek.length > 0 && ofWeek.length === theirs.length,
        },
      ];
    }),
  );
}
