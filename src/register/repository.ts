import { type ExpressionBuilder, type Selectable, sql } from "kysely";
import { acrossWorkspaces } from "../platform/across-workspaces.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tables, Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { hasChanged, prepared } from "../platform/prepared-queries.ts";
import { rows } from "../platform/rows.ts";
import type { LocalDate } from "../platform/time.ts";
import { waitInTurn } from "../platform/transaction.ts";
import type { ProgramTable } from "../programs/table.ts";
import { type ItemType, PRIVATE_TYPES, readDetails, type TypedDetails } from "./item-types.ts";
import type { ItemEventTable, ItemTable } from "./table.ts";
import type { ItemState } from "./types/item-type.ts";

/** An item with parsed details. */
export type Item = Omit<ItemRow, "type" | "details"> & TypedDetails;

/** With the short key of its program. */
export type ItemRow = Selectable<ItemTable> & Pick<Selectable<ProgramTable>, "short_key">;

export type ItemEvent = Selectable<ItemEventTable>;

const COLUMNS = [
  "workspace_id",
  "id",
  "program_id",
  "type",
  "number",
  "title",
  "description",
  "state",
  "owner_id",
  "raised_by",
  "raised_at",
  "due_on",
  "original_due_on",
  "due_moves",
  "answer_by",
  "details",
  "disclosure",
  "source_key",
  "round_id",
  "check_in_id",
  "check_in_revision",
  "permalink",
  "replaced_by",
  "revision",
  "closed_at",
  "updated_at",
  "remind_at",
] as const satisfies (keyof ItemTable)[];

/** The short key of the program of an item, to select beside its columns. */
export function itsShortKey(db: Pick<ExpressionBuilder<Tables, "item">, "selectFrom">) {
  return db
    .selectFrom("program as its")
    .select("its.short_key")
    .whereRef("its.workspace_id", "=", "item.workspace_id")
    .whereRef("its.id", "=", "item.program_id")
    .$asScalar()
    .$notNull()
    .as("short_key");
}

export function read(row: ItemRow): Item {
  return { ...row, ...readDetails(row.type, row.details) };
}

const inserting = prepared((tx, row: ItemTable) =>
  tx
    .insertInto("item")
    .values(row)
    .onConflict((conflict) => conflict.columns(["workspace_id", "source_key"]).doNothing()),
);

/** False when there is one of this source already. */
export async function insertItem(tx: Tx, item: Item): Promise<boolean> {
  const { short_key: _, ...row } = item;
  return hasChanged(await inserting(tx, { ...row, details: JSON.stringify(item.details) }));
}

/** Sets the fields and the revision, only while nobody else raised the revision. Returns whether it did. */
export async function updateItem(
  tx: Tx,
  item: Pick<Item, "workspace_id" | "id" | "revision">,
  changes: Partial<Omit<ItemTable, "details">> & { details?: TypedDetails["details"] },
): Promise<boolean> {
  const { details, ...fields } = changes;
  const result = await tx
    .updateTable("item")
    .set({ ...fields, ...(details && { details: JSON.stringify(details) }), revision: item.revision + 1 })
    .where("workspace_id", "=", item.workspace_id)
    .where("id", "=", item.id)
    .where("revision", "=", item.revision)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export const insertItemEvent = prepared((tx, event: ItemEvent) => tx.insertInto("item_event").values(event));

/** By when its owner answers, where they were asked later than that was set. No change of the request. */
export async function setAnswerBy(tx: Tx, { workspace_id, id }: Pick<Item, "workspace_id" | "id">, day: LocalDate) {
  await rows(tx, "item", workspace_id).update({ id }, { answer_by: day });
}

/** Sets the next reminder of its owner, without an event, unless it was changed meanwhile. */
export async function setReminder(
  tx: Tx,
  item: Pick<Item, "workspace_id" | "id" | "remind_at">,
  remindAt: Instant | null,
): Promise<void> {
  await tx
    .updateTable("item")
    .set({ remind_at: remindAt })
    .where("workspace_id", "=", item.workspace_id)
    .where("id", "=", item.id)
    .where((eb) => (item.remind_at === null ? eb("remind_at", "is", null) : eb("remind_at", "=", item.remind_at)))
    .execute();
}

function items(db: Pick<Db | Tx, "selectFrom">) {
  return db.selectFrom("item").selectAll("item").select(itsShortKey);
}

/** Of every workspace, those whose owners are to be reminded now, the longest due first. */
export async function listItemsToRemind(db: Db, now: Instant, limit: number): Promise<Item[]> {
  const rows = await items(acrossWorkspaces(db))
    .where("remind_at", "<=", now)
    .orderBy("remind_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(read);
}

export const nextReminder = nextAt((db) =>
  acrossWorkspaces(db)
    .selectFrom("item")
    .select(({ fn }) => fn.min("remind_at").as("at")),
);

const lastNumber = prepared((tx, numbered: Pick<ItemRow, "workspace_id" | "program_id" | "type">) =>
  tx
    .selectFrom("item")
    .select(({ fn }) => fn.max("number").as("number"))
    .where("workspace_id", "=", numbered.workspace_id)
    .where("program_id", "=", numbered.program_id)
    .where("type", "=", numbered.type),
);

/** Answers that raise or change items of a program come in turn. */
export async function waitForItems(tx: Tx, programId: string): Promise<void> {
  await waitInTurn(tx, `items of ${programId}`);
}

/** The next number of a type in a program. */
export async function nextNumber(tx: Tx, numbered: Parameters<typeof lastNumber>[1]): Promise<number> {
  await waitForItems(tx, numbered.program_id);
  const [last] = (await lastNumber(tx, numbered)).rows;
  return (last?.number ?? 0) + 1;
}

const itemById = prepared((db, ids: { workspaceId: string; id: string }) =>
  db
    .selectFrom("item")
    .select(COLUMNS)
    .select(itsShortKey)
    .where("workspace_id", "=", ids.workspaceId)
    .where("id", "=", ids.id),
);

export async function findItem(db: Db | Tx, workspaceId: string, id: string): Promise<Item | undefined> {
  const [row] = (await itemById(db, { workspaceId, id })).rows;
  return row && read(row);
}

export async function findItemBySource(db: Db | Tx, workspaceId: string, sourceKey: string): Promise<Item | undefined> {
  const row = await items(db)
    .where("workspace_id", "=", workspaceId)
    .where("source_key", "=", sourceKey)
    .executeTakeFirst();
  return row && read(row);
}

export interface ItemFilter {
  ids?: readonly string[];
  programIds?: readonly string[];
  /** Left out: all but those with screens of their own. */
  types?: readonly ItemType[];
  states?: readonly ItemState[];
  ownerId?: string;
  checkInId?: string;
  number?: number;
  closedAfter?: Instant;
}

/** By due date, those without one last; then the oldest first. */
export async function listItems(db: Db | Tx, workspaceId: string, filter: ItemFilter, limit = 1000): Promise<Item[]> {
  const { ids, programIds, types, states } = filter;
  if ([ids, programIds, types, states].some((list) => list?.length === 0)) return [];
  return (await itemsWanted(db, { ...filter, workspaceId, limit })).rows.map(read);
}

const NO_PRIVATE = PRIVATE_TYPES.map((type) => sql.lit(type));

const itemsWanted = prepared((db, wanted: ItemFilter & { workspaceId: string; limit: number }) => {
  const { ids, programIds, types, states, ownerId, checkInId, number, closedAfter } = wanted;
  return db
    .selectFrom("item")
    .select(COLUMNS)
    .select(itsShortKey)
    .where("workspace_id", "=", wanted.workspaceId)
    .$if(ids !== undefined, (query) => query.where("id", "in", ids ?? []))
    .$if(programIds !== undefined, (query) => query.where("program_id", "in", programIds ?? []))
    .$if(types !== undefined, (query) => query.where("type", "in", types ?? []))
    .$if(types === undefined, (query) => query.where("type", "not in", NO_PRIVATE))
    .$if(states !== undefined, (query) => query.where("state", "in", states ?? []))
    .$if(ownerId !== undefined, (query) => query.where("owner_id", "=", ownerId ?? ""))
    .$if(checkInId !== undefined, (query) => query.where("check_in_id", "=", checkInId ?? ""))
    .$if(number !== undefined, (query) => query.where("number", "=", number ?? 0))
    .$if(closedAfter !== undefined, (query) => query.where("closed_at", ">", closedAfter ?? ""))
    .orderBy((eb) => eb.case().when("due_on", "is", null).then(sql.lit(1)).else(sql.lit(0)).end())
    .orderBy("due_on")
    .orderBy("raised_at")
    .orderBy("id")
    .limit(wanted.limit);
});

/** Of running programs, with their titles. */
function itemsOfRunning(db: Db | Tx, workspaceId: string) {
  return db
    .selectFrom("item")
    .innerJoin("program", (join) =>
      join.onRef("program.workspace_id", "=", "item.workspace_id").onRef("program.id", "=", "item.program_id"),
    )
    .selectAll("item")
    .select(["program.title as program", "program.short_key"])
    .where("item.workspace_id", "=", workspaceId)
    .where("program.state", "=", "active");
}

export type WithProgram = Item & { program: string };

function withProgram({ program, ...row }: ItemRow & { program: string }): WithProgram {
  return { ...read(row), program };
}

function firstDueOfRunning(db: Db | Tx, workspaceId: string) {
  return itemsOfRunning(db, workspaceId)
    .orderBy((eb) => eb.case().when("item.due_on", "is", null).then(1).else(0).end())
    .orderBy("item.due_on")
    .orderBy("item.raised_at")
    .orderBy("item.id");
}

/** Open items that this person owns, without requests; of decisions in force those whose review is due. */
export async function listItemsToDo(
  db: Db | Tx,
  workspaceId: string,
  personId: string,
  { reviewedBy, limit }: { reviewedBy: LocalDate; limit: number },
): Promise<WithProgram[]> {
  const rows = await firstDueOfRunning(db, workspaceId)
    .where("item.owner_id", "=", personId)
    .where("item.type", "not in", ["request", "step", ...PRIVATE_TYPES])
    .where((eb) =>
      eb.or([eb("item.state", "=", "open"), eb("item.state", "=", "active").and("item.due_on", "<=", reviewedBy)]),
    )
    .limit(limit)
    .execute();
  return rows.map(withProgram);
}

/** Of these items those of running programs, in any state. */
export async function listItemsOfRunning(db: Db | Tx, workspaceId: string, ids: string[]): Promise<WithProgram[]> {
  if (ids.length === 0) return [];
  const rows = await firstDueOfRunning(db, workspaceId).where("item.id", "in", ids).execute();
  return rows.map(withProgram);
}

/** Requests that wait in running programs: of these owners, of these requesters, or in these programs; the oldest first. */
export async function listRequestsWaiting(
  db: Db | Tx,
  workspaceId: string,
  { ownerIds, requesterIds, programIds }: Record<"ownerIds" | "requesterIds" | "programIds", string[]>,
  limit = 500,
): Promise<WithProgram[]> {
  const rows = await itemsOfRunning(db, workspaceId)
    .where("item.type", "=", "request")
    .where("item.state", "=", "open")
    .where((eb) =>
      eb.or([
        eb("item.owner_id", "in", ownerIds),
        eb("item.raised_by", "in", requesterIds),
        ...(programIds.length > 0 ? [eb("item.program_id", "in", programIds)] : []),
      ]),
    )
    .orderBy("item.raised_at")
    .orderBy("item.id")
    .limit(limit)
    .execute();
  return rows.map(withProgram);
}

/** Oldest first. */
export async function listItemEvents(
  db: Db | Tx,
  workspaceId: string,
  itemIds: readonly string[],
): Promise<ItemEvent[]> {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom("item_event")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .where("item_id", "in", [...itemIds])
    .orderBy("item_id")
    .orderBy("revision")
    .execute();
}
