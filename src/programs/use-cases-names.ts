/** How people are named in what is old: by name as long as settings say, then by the role that they had. */

import { monthsBefore } from "../people/rules-retention.ts";
import { type Person, peopleByIds } from "../people/use-cases.ts";
import { retentionOf } from "../people/use-cases-settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { listSeats } from "./repository.ts";
import type { SeatRole } from "./table.ts";

/** Of whom the record goes on telling who decided. */
const DECIDES: readonly SeatRole[] = ["sponsor", "steering"];

const en = { lead: "the lead", deputy: "the deputy", team: "a member of the team" };
const fr: typeof en = { lead: "le responsable", deputy: "l’adjoint", team: "un membre de l’équipe" };

/** `at`: when they did what they are named for. Whoever had a seat that decides is named for ever. */
export async function namesThen(
  { db, clock }: { db: Db } & Pick<Services, "clock">,
  viewer: Pick<Person, "workspace_id" | "locale">,
  programId: string,
): Promise<(person: { id: string; name: string }, at: Instant) => string> {
  const { names } = await retentionOf(db, viewer.workspace_id);
  const since = monthsBefore(clock.now(), names);
  const seats = Map.groupBy(await listSeats(db, viewer.workspace_id, programId), ({ person_id }) => person_id);
  const texts = textsFor({ en, fr }, viewer);
  return ({ id, name }, at) => {
    const roles = (seats.get(id) ?? []).map(({ role }) => role);
    if (at >= since || roles.some((role) => DECIDES.includes(role))) return name;
    return roles.includes("lead") ? texts.lead : roles.includes("deputy") ? texts.deputy : texts.team;
  };
}

/** By which word somebody of these programs is told in what was written `at`; null: by their name. */
export async function roleByName(
  { db, clock }: { db: Db } & Pick<Services, "clock">,
  viewer: Pick<Person, "workspace_id" | "locale">,
  { programIds, at }: { programIds: readonly string[]; at: Instant },
): Promise<((name: string) => string) | null> {
  const { names } = await retentionOf(db, viewer.workspace_id);
  if (at >= monthsBefore(clock.now(), names)) return null;
  const roles = new Map<string, string>();
  for (const programId of programIds) {
    const nameThen = await namesThen({ db, clock }, viewer, programId);
    const ids = [...new Set((await listSeats(db, viewer.workspace_id, programId)).map(({ person_id }) => person_id))];
    for (const one of await peopleByIds(db, viewer.workspace_id, ids)) {
      const told = nameThen(one, at);
      // Who decided in one of them is named.
      if (roles.get(one.name) !== one.name) roles.set(one.name, told);
    }
  }
  return (name) => roles.get(name) ?? textsFor({ en, fr }, viewer).team;
}
