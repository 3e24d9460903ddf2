/** Admins give somebody the office over the programs of a label, or all, and end it. */
import { enqueue } from "../../delivery/use-cases.ts";
import { type Person, personById } from "../../people/use-cases.ts";
import { refuseUnlessAdmin } from "../../people/use-cases-settings.ts";
import { appendAudit } from "../../platform/audit.ts";
import { type Db, storableText, type Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, localDateOf } from "../../platform/time.ts";
import { inTransaction } from "../../platform/transaction.ts";
import type { Label } from "../labels.ts";
import { listPrograms, listProgramsHaving, type Program } from "../repository.ts";
import { followEndedRoles } from "../role-ends.ts";
import { isActiveOn } from "../rules-program.ts";
import { refuseWhoCannotAnswer } from "../use-cases.ts";
import { labelsNow, officeOf } from "./grounds.ts";
import { officeKind } from "./messages.ts";
import { insertOffice, listOffices, type OfficeSeat, updateOfficeEnd } from "./repository.ts";
import { isOver, isSameLabel, labelOfOffice } from "./rules.ts";

/**
 * From now on; null: over all programs. Whoever has it already is not told again: returns false.
 * Throws ADMINS_ONLY, PARTICIPANT_IS_BOT, PARTICIPANT_DEACTIVATED, PARTICIPANT_EXTERNAL.
 */
export async function giveOffice(
  services: Pick<Services, "db" | "clock" | "ids">,
  actor: Person,
  { person, label }: { person: Person; label: Label | null },
): Promise<boolean> {
  return inTransaction(services.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    refuseWhoCannotAnswer(person);
    const { workspace_id: workspaceId } = actor;
    const now = services.clock.now();
    const known = await officesNow(tx, workspaceId, services);
    if (known.some((one) => one.person_id === person.id && isSameLabel(labelOfOffice(one), label))) return false;
    const office = {
      workspace_id: workspaceId,
      id: services.ids.next(),
      person_id: person.id,
      label_name: label && storableText(label.name),
      label_value: label && storableText(label.value),
      from_date: null,
      until_date: null,
      created_at: now,
    };
    await insertOffice(tx, office);
    await auditOffice(services, tx, actor, "office.given", office);
    await enqueue(tx, services, officeKind, {
      workspaceId,
      key: `office:${office.id}`,
      subject: { officeId: office.id, byId: actor.id },
      to: { personId: person.id },
      notBefore: now,
    });
    return true;
  });
}

/** Over at once: what they had by it in these programs goes on. One that is over stays so. Throws ADMINS_ONLY. */
export async function endOffice(services: Services, actor: Person, officeId: string): Promise<void> {
  await inTransaction(services.db, async (tx) => {
    await refuseUnlessAdmin(tx, actor);
    const { workspace_id: workspaceId } = actor;
    const now = services.clock.now();
    const office = (await officesNow(tx, workspaceId, services)).find(({ id }) => id === officeId);
    if (!office) return;
    const person = await personById(tx, workspaceId, office.person_id);
    const over = await officeOf(tx, person, now, null);
    await updateOfficeEnd(tx, office, addLocalDays(localDateOf(now, "UTC"), -1));
    await auditOffice(services, tx, actor, "office.ended", office);
    const having = new Set((await listProgramsHaving(tx, workspaceId, [person.id])).map((row) => row.program_id));
    for (const program of await listPrograms(tx, workspaceId))
      if (having.has(program.id) && over?.(program.id)) await followEndedRoles(services, tx, program, actor.id);
  });
}

/** Every office that holds today, the first given first, with the name of whoever has it. */
export async function officesNow(
  db: Db | Tx,
  workspaceId: string,
  { clock }: Pick<Services, "clock">,
): Promise<(OfficeSeat & { name: string })[]> {
  const today = localDateOf(clock.now(), "UTC");
  return (await listOffices(db, workspaceId)).filter((office) => isActiveOn(office, today));
}

export interface ListedOffice {
  id: string;
  name: string;
  label: Label | null;
  programs: number;
}

/** Those, with how many running programs each is over. Throws ADMINS_ONLY. */
export async function officesToShow(
  { db, clock }: Pick<Services, "db" | "clock">,
  actor: Person,
): Promise<ListedOffice[]> {
  await refuseUnlessAdmin(db, actor);
  const { workspace_id: workspaceId } = actor;
  const offices = await officesNow(db, workspaceId, { clock });
  const now = clock.now();
  const running = (await listPrograms(db, workspaceId)).filter(({ state }) => state === "active");
  const labels = await labelsNow(db, workspaceId, offices, null);
  return offices.map((office) => ({
    id: office.id,
    name: office.name,
    label: labelOfOffice(office),
    programs: running.filter(({ id }) => isOver([office], labels(id), localDateOf(now, "UTC"))).length,
  }));
}

/** The running programs over which this person has the office now; null: none is theirs. */
export async function programsOfOffice(
  { db, clock }: { db: Db | Tx; clock: Pick<Services["clock"], "now"> },
  person: Person,
): Promise<Pick<Program, "id" | "title">[] | null> {
  const over = await officeOf(db, person, clock.now(), null);
  if (!over) return null;
  return (await listPrograms(db, person.workspace_id)).filter(({ state, id }) => state === "active" && over(id));
}

async function auditOffice(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  actor: Person,
  action: "office.given" | "office.ended",
  office: Pick<OfficeSeat, "workspace_id" | "person_id" | "label_name" | "label_value">,
): Promise<void> {
  const label = labelOfOffice(office);
  const given = { personId: office.person_id, labels: label ? [label] : [] };
  await appendAudit(tx, services, {
    workspaceId: office.workspace_id,
    actorId: actor.id,
    action,
    subject: { kind: "person", id: office.person_id },
    ...(action === "office.given" ? { after: given } : { before: given }),
  });
}
