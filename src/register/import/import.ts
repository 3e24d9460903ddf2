/** A log that was kept elsewhere comes into the record, and the record goes out again. */
import { createHash } from "node:crypto";
import { getPersonByHandle, type Person } from "../../people/use-cases.ts";
import { appendAudit } from "../../platform/audit.ts";
import type { Db } from "../../platform/database.ts";
import { errorTable } from "../../platform/errors.ts";
import type { Services } from "../../platform/services.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { listProgramsFor, type Program } from "../../programs/programs.ts";
import { moveItem, raiseItem } from "../items.ts";
import { findItemBySource, listItemEvents, listItems } from "../repository.ts";
import { codeInProgram, endOf, IMPORTED } from "../rules.ts";
import { titleLine } from "../words.ts";
import type { ImportedRow, ToExport } from "./rules.ts";

const failure = errorTable({
  PROGRAM_UNKNOWN: {
    en: ({ key, known }) => `There’s no program ${key}. The programs are ${known}.`,
    fr: ({ key, known }) => `Il n’y a pas de programme ${key}. Les programmes sont ${known}.`,
  },
});

/** Throws PROGRAM_UNKNOWN, which names those that there are. */
export async function programByKey(services: Services, actor: Person, key: string): Promise<Program> {
  const known = await listProgramsFor(services.db, actor, services);
  const found = known.find(({ program }) => program.key === key);
  if (!found)
    throw failure("PROGRAM_UNKNOWN", { key, known: known.map(({ program }) => program.key).join(", ") || "–" });
  return found.program;
}

/**
 * Adds the rows that are not there yet, all or none; a row is known again by what it says, or by code and title where it was
 * exported from this program. `completed`: those that got an owner or a date that the log does not give. With `isTrial`
 * nothing is written. Throws NOT_OF_PROGRAM.
 */
export async function importItems(
  services: Services,
  actor: Person,
  program: Program,
  { rows, isTrial }: { rows: readonly ImportedRow[]; isTrial: boolean },
): Promise<{ added: number; known: number; completed: string[] }> {
  return inTransaction(services.db, async (tx) => {
    const counts = { added: 0, known: 0 };
    const completed: string[] = [];
    const seen = new Set<string>();
    const own = rows.some(({ code }) => code !== null)
      ? await listItems(tx, actor.workspace_id, { programIds: [program.id] }, ALL)
      : [];
    const titles = new Map(own.map((item) => [codeInProgram(item), item.title]));
    for (const row of rows) {
      const sourceKey = `${IMPORTED}${createHash("sha256").update(`${program.id}\n${row.fingerprint}`).digest("hex")}`;
      const isOwn = row.code !== null && titles.get(row.code) === row.title;
      if (isOwn || seen.has(sourceKey) || (await findItemBySource(tx, actor.workspace_id, sourceKey))) {
        counts.known += 1;
        continue;
      }
      seen.add(sourceKey);
      counts.added += 1;
      if (isTrial) continue;
      const owner = row.owner === null ? null : await getPersonByHandle(tx, actor.workspace_id, row.owner);
      const item = await raiseItem(services, tx, actor, program.id, {
        ...row.typed,
        title: row.title,
        description: row.description,
        ownerId: owner?.id ?? (row.typed.type === "ask" ? null : actor.id),
        dueOn: row.dueOn,
        sourceKey,
      });
      if (row.state !== "open") {
        const isReached = row.state === "done" && item.type === "milestone";
        await moveItem(services, tx, actor, item, { to: isReached ? "reached" : endOf(item, row.state) });
      } else if (owner === null || (row.dueOn === null && item.type !== "decision"))
        completed.push(`${titleLine(item)} · ${item.due_on ?? "–"}`);
    }
    if (counts.added > 0 && !isTrial)
      await appendAudit(tx, services, {
        workspaceId: actor.workspace_id,
        actorId: actor.id,
        action: "register.imported",
        subject: { kind: "program", id: program.id },
        programId: program.id,
        after: counts,
      });
    return { ...counts, completed };
  });
}

/** For the operator: everything, whoever may read it in Slack. By program and code. */
export async function itemsToExport(
  db: Db,
  workspaceId: string,
  programs: readonly Pick<Program, "id" | "key">[],
): Promise<ToExport[]> {
  const found: ToExport[] = [];
  for (const program of programs) {
    const items = await listItems(db, workspaceId, { programIds: [program.id] }, ALL);
    const codes = new Map(items.map((item) => [item.id, codeInProgram(item)]));
    for (const item of items)
      found.push({
        program: program.key,
        item,
        replacedBy: item.replaced_by === null ? null : (codes.get(item.replaced_by) ?? null),
        events: await listItemEvents(db, workspaceId, [item.id]),
      });
  }
  return found;
}

const ALL = 1_000_000;
