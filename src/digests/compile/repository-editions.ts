/** The editions before, and what they told. */
import { sql } from "kysely";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { textInJson } from "../../platform/database.ts";
import { prepared } from "../../platform/prepared.ts";
import { isLastEdition } from "../editions/repository.ts";
import type { Rhythm } from "../table.ts";
import { MONTHS_LOOKED_AT } from "./facts.ts";

/**
 * Of each digest its last edition, the newest first: the one before `before`, with its document, and those that say which
 * earlier period told what.
 */
export async function listEarlierEditions(
  db: Db | Tx,
  { workspaceId, personId, rhythm, beside }: { workspaceId: string; personId: string; rhythm: Rhythm; beside?: Rhythm },
  { before, count }: { before: Instant; count: number },
) {
  const of = { workspaceId, personId, rhythm, before, count };
  const { rows } = beside ? await earlierEditionsOfTwo(db, { ...of, beside }) : await earlierEditions(db, of);
  return rows;
}

/** The same without any document. */
export async function listEarlierPeriods(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  { before, count }: { before: Instant; count: number },
) {
  const { rows } = await earlierPeriods(db, { workspaceId, personId, rhythm, before, count });
  return rows;
}

interface EditionsOf {
  workspaceId: string;
  personId: string;
  rhythm: Rhythm;
  before: Instant;
  count: number;
}

const earlierEditions = prepared((db, of: EditionsOf) => withLastDocument(db, earlierOf(db, of)).limit(of.count));

const earlierPeriods = prepared((db, of: EditionsOf) => withPeriod(db, earlierOf(db, of)).limit(of.count));

const earlierEditionsOfTwo = prepared((db, { beside, ...of }: EditionsOf & { beside: Rhythm }) => {
  const besides = withPeriod(db, earlierOf(db, { ...of, rhythm: beside })).select(
    sql<string | null>`null`.as("document"),
  );
  return db
    .selectFrom(withLastDocument(db, earlierOf(db, of)).limit(of.count).as("o"))
    .selectAll()
    .unionAll(db.selectFrom(besides.limit(sql.lit(MONTHS_LOOKED_AT)).as("b")).selectAll())
    .orderBy("cut_off_at", "desc");
});

const PERIOD = [
  "digest.rhythm",
  "digest.period",
  "edition.id",
  "edition.edition",
  "edition.from_at",
  "edition.cut_off_at",
] as const;

function earlierOf(db: Db | Tx, of: Omit<EditionsOf, "count">) {
  return everyEarlierOf(db, of).where(isLastEdition);
}

/** With those that were replaced. */
function everyEarlierOf(db: Db | Tx, of: Omit<EditionsOf, "count">) {
  return db
    .selectFrom("digest")
    .crossJoin("digest_edition as edition")
    .whereRef("edition.workspace_id", "=", "digest.workspace_id")
    .whereRef("edition.digest_id", "=", "digest.id")
    .where("digest.workspace_id", "=", of.workspaceId)
    .where("digest.reader_id", "=", of.personId)
    .where("digest.rhythm", "=", of.rhythm)
    .where("edition.cut_off_at", "<", of.before)
    .orderBy("edition.cut_off_at", "desc");
}

/** `renewed`: of a correction, as its document has it. */
function withPeriod(db: Db | Tx, earlier: ReturnType<typeof earlierOf>) {
  return earlier.select(PERIOD).select((select) =>
    select
      .case()
      .when("edition.edition", ">", sql.lit(1))
      .then(textInJson(db, "edition.document", ["correction", "renewed"]))
      .end()
      .as("renewed"),
  );
}

function withLastDocument(db: Db | Tx, earlier: ReturnType<typeof earlierOf>) {
  return withPeriod(db, earlier).select((select) =>
    select
      .case()
      .when("edition.id", "=", earlier.select("edition.id").limit(sql.lit(1)))
      .then(select.ref("edition.document"))
      .end()
      .as("document"),
  );
}

/** The digest before, with its document, as it was told at an instant: corrections made since are not. */
export async function findLastToldAt(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  at: Instant,
) {
  return withPeriod(db, everyEarlierOf(db, { workspaceId, personId, rhythm, before: at }))
    .select("edition.document")
    .where("edition.created_at", "<=", at)
    .orderBy("edition.edition", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The first edition that was cut off at an instant. */
export async function findDocumentCutAt(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  at: Instant,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("digest")
    .innerJoin("digest_edition as edition", (join) =>
      join.onRef("edition.workspace_id", "=", "digest.workspace_id").onRef("edition.digest_id", "=", "digest.id"),
    )
    .select("edition.document")
    .where("digest.workspace_id", "=", workspaceId)
    .where("digest.reader_id", "=", personId)
    .where("digest.rhythm", "=", rhythm)
    .where("edition.cut_off_at", "=", at)
    .orderBy("edition.edition")
    .limit(1)
    .executeTakeFirst();
  return row?.document;
}

/** The documents of the corrections of digests before then that were made after it and by an instant. */
export async function listCorrectionsSince(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  { before, madeBy }: { before: Instant; madeBy: Instant },
): Promise<string[]> {
  const rows = await everyEarlierOf(db, { workspaceId, personId, rhythm, before })
    .select("edition.document")
    .where("edition.edition", ">", sql.lit(1))
    .where("edition.created_at", ">", before)
    .where("edition.created_at", "<=", madeBy)
    .execute();
  return rows.map(({ document }) => document);
}

/** Of the last editions before then those that have one of these items among their sources, the newest first. */
export async function listDocumentsNaming(
  db: Db | Tx,
  { workspaceId, personId, rhythm }: { workspaceId: string; personId: string; rhythm: Rhythm },
  { itemIds, before }: { itemIds: readonly string[]; before: Instant },
): Promise<string[]> {
  const recent = everyEarlierOf(db, { workspaceId, personId, rhythm, before })
    .where("edition.created_at", "<=", before)
    .orderBy("edition.edition", "desc")
    .select(["edition.workspace_id", "edition.id", "edition.edition", "edition.cut_off_at", "edition.document"])
    .limit(MOST_LOOKED_THROUGH);
  const rows = await db
    .selectFrom(recent.as("e"))
    .select("e.document")
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("digest_source as source")
          .select("source.line")
          .whereRef("source.workspace_id", "=", "e.workspace_id")
          .whereRef("source.edition_id", "=", "e.id")
          .where("source.kind", "=", "item")
          .where("source.source_id", "in", [...itemIds]),
      ),
    )
    .orderBy("e.cut_off_at", "desc")
    .orderBy("e.edition", "desc")
    .execute();
  return rows.map(({ document }) => document);
}

/** A year of a month's, each corrected once. */
const MOST_LOOKED_THROUGH = 24;

/** The cut-off of the last edition of each reader and rhythm. */
export async function listLastCutOffs(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("digest")
    .innerJoin("digest_edition as edition", (join) =>
      join.onRef("edition.workspace_id", "=", "digest.workspace_id").onRef("edition.digest_id", "=", "digest.id"),
    )
    .select(["digest.reader_id", "digest.rhythm"])
    .select(({ fn }) => fn.max("edition.cut_off_at").as("cut_off_at"))
    .where("digest.workspace_id", "=", workspaceId)
    .groupBy(["digest.reader_id", "digest.rhythm"])
    .execute();
}
