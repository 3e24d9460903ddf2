/** Whether somebody has the office over a program at an instant: read at every press, by the labels that it has then. */
import type { Person } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Label, labelsOf } from "../labels.ts";
import { listLabels } from "../repository.ts";
import { isActiveOn } from "../rules-program.ts";
import { listOffices, listOfficesOfPerson, type OfficeSeat } from "./repository.ts";
import { isOver, labelOfOffice } from "./rules.ts";

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
  const today = localDateOf(now, "UTC");
  const offices = await listOfficesOfPerson(db, person.workspace_id, person.id);
  const active = offices.filter((office) => isActiveOn(office, today));
  if (active.length === 0) return null;
  const labels = await labelsNow(db, person.workspace_id, active, programIds);
  return (programId) => isOver(active, labels(programId), today);
}

/** Everybody who has the office over a program now, but those who have left Slack. */
export async function officeOver(
  db: Db | Tx,
  { workspace_id: workspaceId, id }: { workspace_id: string; id: string },
  now: Instant,
): Promise<ReadonlySet<string>> {
  const offices = await listOffices(db, workspaceId);
  const labels = await labelsNow(db, workspaceId, offices, [id]);
  const over = offices.filter((office) => isOver([office], labels(id), localDateOf(now, "UTC")));
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
  const rows = await listLabels(db, workspaceId, programIds);
  const labels = new Map(rows.map((row) => [row.id, labelsOf(row)]));
  return (programId) => labels.get(programId) ?? [];
}
