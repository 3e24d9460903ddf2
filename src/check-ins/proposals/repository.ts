import { type Answers, answersSchema } from "../../cadences/questions/questions.ts";
import type { Instant } from "../../platform/clock.ts";
import { type Db, inPieces, type Tx } from "../../platform/database.ts";
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

/** The same of several answers. */
export async function listProposalsTo(
  db: Db | Tx,
  workspaceId: string,
  checkInIds: readonly string[],
): Promise<ProposalTable[]> {
  const found: ProposalTable[] = [];
  for (const some of inPieces(checkInIds))
    found.push(
      ...(await db
        .selectFrom("proposal")
        .selectAll()
        .where("workspace_id", "=", workspaceId)
        .where("check_in_id", "in", [...some])
        .execute()),
    );
  return found;
}

/** To be narrowed down. */
function withCheckIn(db: Db | Tx) {
  return db
    .selectFrom("proposal")
    .innerJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "proposal.workspace_id")
        .onRef("check_in.id", "=", "proposal.check_in_id"),
    );
}

/** What was said of the sentences of the answers to a round. */
export async function listProposalsIn(db: Db | Tx, workspaceId: string, roundId: string): Promise<ProposalTable[]> {
  return withCheckIn(db)
    .selectAll("proposal")
    .where("check_in.workspace_id", "=", workspaceId)
    .where("check_in.round_id", "=", roundId)
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

/** All that was said of sentences in a workspace. */
export async function listAllProposals(db: Db, workspaceId: string): Promise<ProposalTable[]> {
  return db.selectFrom("proposal").selectAll().where("workspace_id", "=", workspaceId).execute();
}

/** So many are looked through for words that somebody has let go up before. */
const MOST_LOOKED_AT = 30;

/** Somebody's last answers of which they let a text go up, or were shown that it does, each with the hash of that text. */
export async function listAnswersGoneUp(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<{ answers: Answers; hash: string }[]> {
  const rows = await db
    .selectFrom("proposal")
    .innerJoin("check_in_revision as revision", (join) =>
      join
        .onRef("revision.workspace_id", "=", "proposal.workspace_id")
        .onRef("revision.check_in_id", "=", "proposal.check_in_id"),
    )
    .select(["revision.answers", "proposal.hash"])
    .where("proposal.workspace_id", "=", workspaceId)
    .where("proposal.person_id", "=", personId)
    .where("proposal.meaning", "=", "goes-up")
    .where("proposal.decision", "=", "yes")
    .orderBy("proposal.decided_at", "desc")
    .limit(MOST_LOOKED_AT)
    .execute();
  return rows.map(({ answers, hash }) => ({ answers: answersSchema.parse(JSON.parse(answers)), hash }));
}

/** What the authors of these check-ins have said by then of texts of theirs that may go up. */
export async function listGoesUp(
  db: Db | Tx,
  workspaceId: string,
  checkInIds: readonly string[],
  by: Instant | null,
): Promise<Pick<ProposalTable, "check_in_id" | "hash" | "meaning" | "decision">[]> {
  const said = [];
  for (const some of inPieces(checkInIds))
    said.push(
      ...(await db
        .selectFrom("proposal")
        .select(["check_in_id", "hash", "meaning", "decision"])
        .where("workspace_id", "=", workspaceId)
        .where("check_in_id", "in", [...some])
        .where("meaning", "=", "goes-up")
        .$if(by !== null, (query) => query.where("decided_at", "<=", by ?? ""))
        .execute()),
    );
  return said;
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
