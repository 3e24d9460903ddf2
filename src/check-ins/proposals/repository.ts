import type { Db, Tx } from "../../platform/database.ts";
import type { ProposalTable } from "../table.ts";

type ProposalKey = Pick<ProposalTable, "workspace_id" | "check_in_id" | "hash" | "meaning">;

/** What was said of the sentences of an answer. */
export async function listProposals(db: Db | Tx, workspaceId: string, checkInId: string): Promise<ProposalTable[]> {
  return db
    .selectFrom("proposal")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("check_in_id", "=", checkInId)
    .orderBy("decided_at")
    .orderBy("hash")
    .execute();
}

/** What somebody said of these sentences in whatever answer. */
export async function listProposalsOf(
  db: Db | Tx,
  of: { workspaceId: string; personId: string; hashes: readonly string[] },
): Promise<ProposalTable[]> {
  if (of.hashes.length === 0) return [];
  return db
    .selectFrom("proposal")
    .selectAll()
    .where("workspace_id", "=", of.workspaceId)
    .where("person_id", "=", of.personId)
    .where("hash", "in", [...of.hashes])
    .execute();
}

export async function insertProposal(tx: Tx, row: ProposalTable): Promise<void> {
  await tx.insertInto("proposal").values(row).execute();
}

export async function deleteProposal(tx: Tx, of: ProposalKey): Promise<void> {
  await tx
    .deleteFrom("proposal")
    .where("workspace_id", "=", of.workspace_id)
    .where("check_in_id", "=", of.check_in_id)
    .where("hash", "=", of.hash)
    .where("meaning", "=", of.meaning)
    .execute();
}
