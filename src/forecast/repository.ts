/** What the messages that were written down are about. */
import { type Db, inPieces } from "../platform/database.ts";

interface Of {
  workspaceId: string;
  ids: readonly string[];
}

async function ofAll<Row>(ids: readonly string[], list: (piece: readonly string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const piece of inPieces(ids)) rows.push(...(await list(piece)));
  return rows;
}

export type WrittenRow = Awaited<ReturnType<typeof listWritten>>[number];

/** These messages, and the lines of those that hold several. */
export function listWritten(db: Db, { workspaceId, ids }: Of) {
  return ofAll(ids, (piece) =>
    db
      .selectFrom("delivery")
      .select(["id", "kind", "subject", "person_id", "contact", "state", "thread_id", "bundle_id", "updates_id"])
      .where("workspace_id", "=", workspaceId)
      .where((eb) => eb.or([eb("id", "in", piece), eb("bundle_id", "in", piece)]))
      .execute(),
  );
}

export function listRoundsOfPrompts(db: Db, { workspaceId, ids }: Of) {
  return ofAll(ids, (piece) =>
    db
      .selectFrom("prompt")
      .select(["id", "round_id"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", piece)
      .execute(),
  );
}

export type RoundRow = Awaited<ReturnType<typeof listRounds>>[number];

export function listRounds(db: Db, { workspaceId, ids }: Of) {
  return ofAll(ids, (piece) => rounds(db, workspaceId).where("round.id", "in", piece).execute());
}

/** Made since the one of this id. */
export function listRoundsSince(db: Db, { workspaceId, since }: { workspaceId: string; since: string }) {
  return rounds(db, workspaceId).where("round.id", ">", since).orderBy("round.id").execute();
}

function rounds(db: Db, workspaceId: string) {
  return db
    .selectFrom("round")
    .innerJoin("cadence", (on) =>
      on.onRef("cadence.id", "=", "round.cadence_id").onRef("cadence.workspace_id", "=", "round.workspace_id"),
    )
    .select(["round.id", "round.key", "round.period", "round.program_id", "round.cadence_id", "round.state"])
    .select(["round.missed_reason", "round.created_at", "cadence.key as cadence"])
    .where("round.workspace_id", "=", workspaceId);
}

/** Made since the one of this id. */
export function listPromptsSince(db: Db, { workspaceId, since }: { workspaceId: string; since: string }) {
  return db
    .selectFrom("prompt")
    .select(["id", "round_id", "person_id", "state", "reason", "opens_at"])
    .where("workspace_id", "=", workspaceId)
    .where("id", ">", since)
    .orderBy("id")
    .execute();
}

/** Whoever is in a round, asked or not. */
export async function listInRound(db: Db, { workspaceId, roundId }: { workspaceId: string; roundId: string }) {
  const rows = await db
    .selectFrom("prompt")
    .select("person_id")
    .where("workspace_id", "=", workspaceId)
    .where("round_id", "=", roundId)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** What was made last of both; empty where there is none. */
export async function findNewest(db: Db, workspaceId: string): Promise<{ round: string; prompt: string }> {
  const newest = async (table: "round" | "prompt") => {
    const row = await db
      .selectFrom(table)
      .select((eb) => eb.fn.max("id").as("id"))
      .where("workspace_id", "=", workspaceId)
      .executeTakeFirst();
    return row?.id ?? "";
  };
  return { round: await newest("round"), prompt: await newest("prompt") };
}

export function listItemsAbout(db: Db, { workspaceId, ids }: Of) {
  return ofAll(ids, (piece) =>
    db
      .selectFrom("item")
      .innerJoin("program", (on) =>
        on.onRef("program.id", "=", "item.program_id").onRef("program.workspace_id", "=", "item.workspace_id"),
      )
      .select(["item.id", "item.type", "item.number", "item.program_id", "program.short_key"])
      .where("item.workspace_id", "=", workspaceId)
      .where("item.id", "in", piece)
      .execute(),
  );
}

export function listDigestsAbout(db: Db, { workspaceId, ids }: Of) {
  return ofAll(ids, (piece) =>
    db
      .selectFrom("digest")
      .select(["id", "rhythm", "period"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", piece)
      .execute(),
  );
}

export function listReportsAbout(db: Db, { workspaceId, ids }: Of) {
  return ofAll(ids, (piece) =>
    db
      .selectFrom("report")
      .select(["id", "program_id", "rhythm", "period"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", piece)
      .execute(),
  );
}
