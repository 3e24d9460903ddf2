/** Appearances as they are shown, with the names of those who have to do with them. */

import { isRestricted } from "../../people/rules-restricted.ts";
import { peopleByIds, personById } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { type LocalDate, localDateOf } from "../../platform/time.ts";
import { programOf, seatDay, seatsByProgram } from "../../programs/use-cases.ts";
import type { Details } from "../details.ts";
import { workingDaysOf } from "../reminders/days.ts";
import type { Item } from "../repository.ts";
import { lacksOf, shownTitle } from "../rules.ts";
import { asTold } from "../rules-told.ts";
import type { ItemState } from "../table.ts";
import { isOver, spanOf } from "./rules.ts";

export type AppearanceItem = Extract<Item, { type: "appearance" }>;

export function isAppearance(item: Item): item is AppearanceItem {
  return item.type === "appearance";
}

export interface Named {
  id: string;
  name: string;
}

export interface Appearance {
  id: string;
  title: string;
  program: { id: string; title: string };
  state: ItemState;
  /** Whoever is asked. */
  owner: (Named & { zone: string }) | null;
  raisedBy: Named;
  /** Whom `details.answer` names. */
  answeredBy: Named | null;
  sent: Named | null;
  /** Of its program. */
  leads: readonly Named[];
  on: LocalDate | null;
  span: { from: Instant; until: Instant } | null;
  isOver: boolean;
  /** It lacks nothing to be put to them. */
  isComplete: boolean;
  details: Details["appearance"];
}

/** As messages and views tell it: of one that only whoever leads may read no word. */
export async function appearanceOf(db: Db | Tx, item: AppearanceItem, now: Instant): Promise<Appearance> {
  const told = asTold(item);
  const { workspace_id: workspaceId, owner_id: ownerId, details } = told;
  const { answer } = details;
  const leads = await leadsOf(db, item, now);
  const ids = [ownerId, item.raised_by, answer?.by, answer?.to].flatMap((id) => id ?? []);
  const people = new Map((await peopleByIds(db, workspaceId, [...new Set(ids)])).map((one) => [one.id, one]));
  const named = (id: string | null | undefined): Named | null => {
    const person = people.get(id ?? "");
    return person ? { id: person.id, name: person.name } : null;
  };
  const owner = people.get(ownerId ?? "");
  const zone = owner?.zone ?? "UTC";
  return {
    id: item.id,
    title: shownTitle(told),
    program: { id: item.program_id, title: (await programOf(db, workspaceId, item.program_id)).title },
    state: item.state,
    owner: owner ? { id: owner.id, name: owner.name, zone } : null,
    raisedBy: named(item.raised_by) ?? { id: item.raised_by, name: "" },
    answeredBy: named(answer?.by),
    sent: named(answer?.to),
    leads,
    on: item.due_on,
    span: spanOf(item, zone),
    isOver: isOver(item, zone, now),
    isComplete: lacksOf(item).length === 0,
    // What may be said is in people's words, and no list of the declaration is told apart.
    details: isRestricted(item) ? { ...details, points: [] } : details,
  };
}

/** Who leads a program now; where nobody does, who stands in. */
export async function leadsOf(
  db: Db | Tx,
  { workspace_id: workspaceId, program_id: programId }: Pick<Item, "workspace_id" | "program_id">,
  now: Instant,
): Promise<Named[]> {
  const seats = (await seatsByProgram(db, workspaceId, [programId], seatDay(now))).get(programId) ?? [];
  const inRole = (wanted: "lead" | "deputy") => seats.filter(({ role }) => role === wanted);
  const ids = (inRole("lead").length > 0 ? inRole("lead") : inRole("deputy")).map(({ person_id }) => person_id);
  const people = await peopleByIds(db, workspaceId, [...new Set(ids)]);
  return people.filter((one) => one.is_deactivated === 0).map(({ id, name }) => ({ id, name }));
}

/** Whether it falls on a day on which whoever is asked does not work. */
export async function isDayOff(db: Db | Tx, item: AppearanceItem, now: Instant): Promise<boolean> {
  if (item.owner_id === null || item.due_on === null) return false;
  const owner = await personById(db, item.workspace_id, item.owner_id);
  const worksOn = await workingDaysOf(db, owner, localDateOf(now, owner.zone), { isAwayToo: false });
  return !worksOn(item.due_on);
}
