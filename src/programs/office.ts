/** Over which programs somebody has the office: those of a label, or all. */
import { type Selectable, sql } from "kysely";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import type { Services } from "../platform/services.ts";
import { bodiesOf, covers, type OverProgram, placesNow } from "./coverage.ts";
import { isActiveOn, seatDay } from "./seats.ts";
import type { OfficeSeatTable } from "./table.ts";

export type OfficeSeat = Selectable<OfficeSeatTable>;

const COLUMNS = [
  "office_seat.workspace_id",
  "office_seat.id",
  "office_seat.person_id",
  "office_seat.label_name",
  "office_seat.label_value",
  "office_seat.from_date",
  "office_seat.until_date",
  "office_seat.created_at",
] as const satisfies `office_seat.${keyof OfficeSeat}`[];

const officesOfAll = prepared((db, by: { workspaceId: string }) =>
  db
    .selectFrom("office_seat")
    .innerJoin("person", (join) =>
      join
        .onRef("person.workspace_id", "=", "office_seat.workspace_id")
        .onRef("person.id", "=", "office_seat.person_id"),
    )
    .select(COLUMNS)
    .select("person.name")
    .where("office_seat.workspace_id", "=", by.workspaceId)
    .where("person.is_deactivated", "=", sql.lit(0))
    .orderBy("office_seat.id"),
);

/** With the name of whoever has each; without those who have left Slack. */
export async function listOffices(db: Db | Tx, workspaceId: string): Promise<(OfficeSeat & { name: string })[]> {
  return (await officesOfAll(db, { workspaceId })).rows;
}

/** Over which of these programs, or of all, this person has the office; null: over none, whatever labels there are. */
export async function officeOf(
  db: Db | Tx,
  person: Pick<Person, "workspace_id" | "id" | "is_deactivated">,
  now: Instant,
  programIds: readonly string[] | null,
): Promise<OverProgram | null> {
  return (await bodiesOf(db, person, now, programIds)).office;
}

/** Everybody who has the office over a program now, but those who have left Slack. */
export async function officeOver(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
  now: Instant,
): Promise<ReadonlySet<string>> {
  const offices = await listOffices(db, workspaceId);
  const holding = offices.filter((office) => isActiveOn(office, seatDay(now)));
  const bodies = holding.map((office) => ({ ...office, body: "office" as const }));
  const place = (await placesNow(db, workspaceId, bodies, [id]))(id);
  return new Set(holding.flatMap((office) => (covers("office", office, place) ? office.person_id : [])));
}

/** Every office that holds today, the first given first, with the name of whoever has it. */
export async function officesNow(
  db: Db | Tx,
  workspaceId: string,
  { clock }: Pick<Services, "clock">,
): Promise<(OfficeSeat & { name: string })[]> {
  const today = seatDay(clock.now());
  return (await listOffices(db, workspaceId)).filter((office) => isActiveOn(office, today));
}

/** Those that this person has today. */
export async function officesHeldBy(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: Pick<Person, "workspace_id" | "id">,
  stamps: Pick<Services, "clock">,
): Promise<OfficeSeat[]> {
  return (await officesNow(db, workspaceId, stamps)).filter((office) => office.person_id === id);
}

export const officeIds = {
  /** In the settings of the workspace, too. */
  open: "office.open",
  give: "office.give",
  end: "office.end",
  form: "office.form",
} as const;
