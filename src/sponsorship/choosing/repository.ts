import type { Insertable, Selectable, Updateable } from "kysely";
import { type Db, isPostgres, type Tx } from "../../platform/database.ts";
import type {
  CandidateFactTable,
  FactConfirmationTable,
  SponsorCandidateTable,
  SponsorChoiceTable,
  SponsorRequestTable,
} from "./table.ts";

export type Choice = Selectable<SponsorChoiceTable>;
export type Candidate = Selectable<SponsorCandidateTable>;
export type FactRow = Selectable<CandidateFactTable>;
export type Confirmation = Selectable<FactConfirmationTable>;
export type Request = Selectable<SponsorRequestTable>;

type Key = Pick<Choice, "workspace_id" | "id">;

/** False where somebody was quicker to open one. */
export async function insertChoice(tx: Tx, row: Insertable<SponsorChoiceTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("sponsor_choice")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "program_id", "turn"]).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateChoice(
  tx: Tx,
  { workspace_id, id }: Key,
  changes: Updateable<SponsorChoiceTable>,
): Promise<void> {
  await tx
    .updateTable("sponsor_choice")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

/** The newest of a program, over or not; locked in a transaction. */
export async function findLastChoice(db: Db | Tx, workspaceId: string, programId: string): Promise<Choice | undefined> {
  return db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "=", programId)
    .orderBy("turn", "desc")
    .limit(1)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function findChoice(db: Db | Tx, workspaceId: string, id: string): Promise<Choice | undefined> {
  return db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function insertCandidate(tx: Tx, row: Insertable<SponsorCandidateTable>): Promise<void> {
  await tx.insertInto("sponsor_candidate").values(row).execute();
}

export async function findCandidate(db: Db | Tx, workspaceId: string, id: string): Promise<Candidate | undefined> {
  return db
    .selectFrom("sponsor_candidate")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

export async function listCandidates(db: Db | Tx, { workspace_id, id }: Key): Promise<Candidate[]> {
  return db
    .selectFrom("sponsor_candidate")
    .selectAll()
    .where("workspace_id", "=", workspace_id)
    .where("choice_id", "=", id)
    .orderBy("id")
    .execute();
}

/** Somebody outside has an account now, wherever they are a candidate. */
export async function nameCandidates(
  tx: Tx,
  workspaceId: string,
  { stakeholderId, personId }: { stakeholderId: string; personId: string },
): Promise<void> {
  await tx
    .updateTable("sponsor_candidate")
    .set({ person_id: personId })
    .where("workspace_id", "=", workspaceId)
    .where("stakeholder_id", "=", stakeholderId)
    .execute();
}

/** With all that is known of them, and what they were asked. */
export async function deleteCandidates(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const table of ["fact_confirmation", "candidate_fact", "sponsor_request"] as const)
    await tx
      .deleteFrom(table)
      .where("workspace_id", "=", workspaceId)
      .where("candidate_id", "in", [...ids])
      .execute();
  await tx
    .deleteFrom("sponsor_candidate")
    .where("workspace_id", "=", workspaceId)
    .where("id", "in", [...ids])
    .execute();
}

/** The ids of the candidates that a line of *My people* is, in all choices. */
export async function candidatesFrom(tx: Tx, workspaceId: string, stakeholderId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("sponsor_candidate")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("stakeholder_id", "=", stakeholderId)
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertFact(tx: Tx, row: Insertable<CandidateFactTable>): Promise<void> {
  await tx.insertInto("candidate_fact").values(row).execute();
}

/** What it says now was confirmed by nobody yet. */
export async function updateFact(tx: Tx, { workspace_id, id }: Key, changes: Updateable<CandidateFactTable>) {
  await tx.deleteFrom("fact_confirmation").where("workspace_id", "=", workspace_id).where("fact_id", "=", id).execute();
  await tx
    .updateTable("candidate_fact")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

export async function findFact(db: Db | Tx, workspaceId: string, id: string): Promise<FactRow | undefined> {
  return db
    .selectFrom("candidate_fact")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** Of these candidates, in the order in which they were entered. */
export async function listFacts(
  db: Db | Tx,
  workspaceId: string,
  candidateIds: readonly string[],
): Promise<{ facts: FactRow[]; confirmations: Confirmation[] }> {
  if (candidateIds.length === 0) return { facts: [], confirmations: [] };
  const facts = await db
    .selectFrom("candidate_fact")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("candidate_id", "in", [...candidateIds])
    .orderBy("id")
    .execute();
  const confirmations = await db
    .selectFrom("fact_confirmation")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("candidate_id", "in", [...candidateIds])
    .orderBy("at")
    .execute();
  return { facts, confirmations };
}

/** Once by each person. */
export async function insertConfirmation(tx: Tx, row: Insertable<FactConfirmationTable>): Promise<void> {
  await tx
    .insertInto("fact_confirmation")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "fact_id", "by_id"]).doNothing())
    .execute();
}

export async function insertRequest(tx: Tx, row: Insertable<SponsorRequestTable>): Promise<void> {
  await tx.insertInto("sponsor_request").values(row).execute();
}

export async function updateRequest(tx: Tx, { workspace_id, id }: Key, changes: Updateable<SponsorRequestTable>) {
  await tx
    .updateTable("sponsor_request")
    .set(changes)
    .where("workspace_id", "=", workspace_id)
    .where("id", "=", id)
    .execute();
}

export async function findRequest(db: Db | Tx, workspaceId: string, id: string): Promise<Request | undefined> {
  return db
    .selectFrom("sponsor_request")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .$if(isPostgres(db) && db.isTransaction, (query) => query.forUpdate())
    .executeTakeFirst();
}

export async function listRequestsOf(tx: Tx, workspaceId: string, candidateIds: readonly string[]): Promise<Request[]> {
  if (candidateIds.length === 0) return [];
  return tx
    .selectFrom("sponsor_request")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("candidate_id", "in", [...candidateIds])
    .execute();
}

/** Of a choice, the newest first. */
export async function listRequests(db: Db | Tx, { workspace_id, id }: Key): Promise<Request[]> {
  return db
    .selectFrom("sponsor_request")
    .selectAll()
    .where("workspace_id", "=", workspace_id)
    .where("choice_id", "=", id)
    .orderBy("id", "desc")
    .execute();
}

/** The programs whose sponsor this person is asked to be: their choices run, and they have not said no. */
export async function programsAskingToSponsor(db: Db | Tx, workspaceId: string, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("sponsor_request")
    .innerJoin("sponsor_choice", (join) =>
      join
        .onRef("sponsor_choice.workspace_id", "=", "sponsor_request.workspace_id")
        .onRef("sponsor_choice.id", "=", "sponsor_request.choice_id"),
    )
    .innerJoin("program", (join) =>
      join
        .onRef("program.workspace_id", "=", "sponsor_choice.workspace_id")
        .onRef("program.id", "=", "sponsor_choice.program_id"),
    )
    .select("sponsor_choice.program_id")
    .where("sponsor_request.workspace_id", "=", workspaceId)
    .where("sponsor_request.person_id", "=", personId)
    .where("sponsor_choice.state", "=", "open")
    .where("program.state", "=", "active")
    .where(({ eb, or }) => or([eb("answer", "is", null), eb("answer", "=", "talk")]))
    .execute();
  return [...new Set(rows.map(({ program_id: id }) => id))];
}

/** The programs in whose newest choices this person has a part: is asked for facts, or is a candidate. */
export async function listChoicesOf(db: Db | Tx, workspaceId: string, personId: string): Promise<Choice[]> {
  return db
    .selectFrom("sponsor_choice")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where(({ eb, or, exists, selectFrom }) =>
      or([
        eb("contributors", "like", `%"${personId}"%`),
        exists(
          selectFrom("sponsor_candidate")
            .select("sponsor_candidate.id")
            .whereRef("sponsor_candidate.workspace_id", "=", "sponsor_choice.workspace_id")
            .whereRef("sponsor_candidate.choice_id", "=", "sponsor_choice.id")
            .where("sponsor_candidate.person_id", "=", personId),
        ),
      ]),
    )
    .orderBy("id", "desc")
    .execute();
}
