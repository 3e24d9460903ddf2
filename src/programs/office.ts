/** Over which programs somebody has the office: those of a label, or all. */
import { type Selectable, sql } from "kysely";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { LocalDate } from "../platform/time.ts";
import { type Label, labelsOf, sameLabel } from "./labels.ts";
import { isActiveOn, seatDay } from "./seats.ts";
import type { OfficeSeatTable } from "./table.ts";

export interface OfficeScope {
  label_name: string | null;
  label_value: string | null;
}

interface Dated {
  from_date: LocalDate | null;
  until_date: LocalDate | null;
}

/** Null: all programs. */
export function labelOfOffice({ label_name: name, label_value: value }: OfficeScope): Label | null {
  return name === null || value === null ? null : { name, value };
}

/** Whether one of these offices is over a program with these labels on this day. */
export function hasOfficeOver(
  offices: readonly (OfficeScope & Dated)[],
  labels: readonly Label[],
  today: LocalDate,
): boolean {
  return offices.some((office) => isActiveOn(office, today) && covers(office, labels));
}

function covers(office: OfficeScope, labels: readonly Label[]): boolean {
  const label = labelOfOffice(office);
  return label === null || labels.some((each) => isSameLabel(each, label));
}

/** Names and values are compared alike: by letters, whatever their case. */
export function isSameLabel(label: Label | null, other: Label | null): boolean {
  if (label === null || other === null) return label === other;
  return sameLabel(label.name, other.name) && sameLabel(label.value, other.value);
}

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

const officesOfPerson = prepared((db, by: { workspaceId: string; personId: string }) =>
  db
    .selectFrom("office_seat")
    .select(COLUMNS)
    .where("workspace_id", "=", by.workspaceId)
    .where("person_id", "=", by.personId),
);

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

export type OverProgram = (programId: string) => boolean;

/**
 * Over which of these programs, or of all, this person has the office; null: over none, whatever labels there are. One
 * statement, and another for those with an office by a label.
 */
export async function officeOf(
  db: Db | Tx,
  person: Pick<Person, "workspace_id" | "id" | "is_deactivated">,
  now: Instant,
  programIds: readonly string[] | null,
): Promise<OverProgram | null> {
  if (person.is_deactivated === 1) return null;
  const today = seatDay(now);
  const { rows: offices } = await officesOfPerson(db, { workspaceId: person.workspace_id, personId: person.id });
  const active = offices.filter((office) => isActiveOn(office, today));
  if (active.length === 0) return null;
  const labels = await labelsNow(db, person.workspace_id, active, programIds);
  return (programId) => hasOfficeOver(active, labels(programId), today);
}

/** Everybody who has the office over a program now, but those who have left Slack. */
export async function officeOver(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
  now: Instant,
): Promise<ReadonlySet<string>> {
  const offices = await listOffices(db, workspaceId);
  const labels = await labelsNow(db, workspaceId, offices, [id]);
  const over = offices.filter((office) => hasOfficeOver([office], labels(id), seatDay(now)));
  return new Set(over.map(({ person_id: personId }) => personId));
}

/** By program id; none are read where no office is by a label. */
export async function labelsNow(
  db: Db | Tx,
  workspaceId: string,
  offices: readonly OfficeSeat[],
  programIds: readonly string[] | null,
): Promise<(programId: string) => readonly Label[]> {
  if (!offices.some((office) => labelOfOffice(office) !== null)) return () => [];
  const programs = await rows(db, "program", workspaceId).list({ id: programIds ?? undefined });
  const labels = new Map(programs.map((program) => [program.id, labelsOf(program)]));
  return (programId) => labels.get(programId) ?? [];
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

export const officeIds = {
  /** In the settings of the workspace, too. */
  open: "office.open",
  give: "office.give",
  end: "office.end",
  form: "office.form",
} as const;
