/** Rows beside `aRecord` that reports are made of: items with their history, and statuses. */
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import type { LocalDate } from "../../src/platform/time.ts";
import { type ItemType, TYPES } from "../../src/register/item-types.ts";
import type { Disclosure, ItemEventName } from "../../src/register/table.ts";
import type { ItemState } from "../../src/register/types/item-type.ts";
import type { Status } from "../../src/reports/compile/report.ts";
import type { GivenAs } from "../../src/reports/facts/program-facts.ts";
import type { aRecord, RecordedPerson, RecordedProgram } from "../support/record.ts";

type Record_ = Awaited<ReturnType<typeof aRecord>>;

let count = 0;

export interface RecordedItem {
  id: string;
  workspace_id: string;
  revision: number;
}

export async function anItem(
  db: Db,
  { workspaceId }: Record_,
  program: RecordedProgram,
  options: {
    type?: ItemType;
    title: string;
    by: RecordedPerson;
    at: Instant;
    owner?: RecordedPerson;
    due?: LocalDate;
    state?: ItemState;
    disclosure?: Disclosure;
    details?: Record<string, unknown>;
  },
): Promise<RecordedItem> {
  count += 1;
  const { type = "issue", title, by, at, owner = by, due = null, state = "open", disclosure = "program" } = options;
  const id = `item-${String(count).padStart(6, "0")}`;
  const details = TYPES[type].of({ ...TYPES[type].blank, ...options.details }).details;
  await db
    .insertInto("item")
    .values({
      ...{ workspace_id: workspaceId, id, program_id: program.id, type, number: count, title, description: "", state },
      ...{ owner_id: owner.id, raised_by: by.id, raised_at: at, due_on: due, original_due_on: due, due_moves: 0 },
      ...{ details: JSON.stringify(details), disclosure, source_key: id, round_id: null, check_in_id: null },
      ...{
        check_in_revision: null,
        permalink: null,
        replaced_by: null,
        revision: 1,
        closed_at: null,
        updated_at: at,
      },
      remind_at: null,
    })
    .execute();
  const item = { id, workspace_id: workspaceId, revision: 0 };
  await happens(db, item, { event: "raised", by, at, after: { state } });
  return item;
}

/** What happened to an item, with what it changed of its row. */
export async function happens(
  db: Db,
  item: RecordedItem,
  options: {
    event: ItemEventName;
    by: RecordedPerson | null;
    at: Instant;
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
    note?: string;
    changes?: {
      state?: ItemState;
      owner_id?: string;
      due_on?: LocalDate;
      due_moves?: number;
      closed_at?: Instant;
      details?: string;
    };
  },
): Promise<void> {
  item.revision += 1;
  const { event, by, at, before, after, note = null, changes } = options;
  await db
    .insertInto("item_event")
    .values({
      ...{ workspace_id: item.workspace_id, item_id: item.id, revision: item.revision, at, actor_id: by?.id ?? null },
      ...{ event, before: before ? JSON.stringify(before) : null, after: after ? JSON.stringify(after) : null, note },
      check_in_id: null,
    })
    .execute();
  await db
    .updateTable("item")
    .set({ revision: item.revision, updated_at: at, ...changes })
    .where("id", "=", item.id)
    .execute();
}

export async function aStatus(
  db: Db,
  { workspaceId }: Record_,
  program: RecordedProgram,
  {
    at,
    status,
    by,
    givenAs = "lead",
    checkIn,
  }: {
    at: Instant;
    status: Status;
    by: RecordedPerson;
    givenAs?: GivenAs;
    checkIn?: { checkInId: string; revision: number };
  },
): Promise<void> {
  count += 1;
  await db
    .insertInto("program_status")
    .values({
      ...{
        workspace_id: workspaceId,
        id: `status-${String(count).padStart(6, "0")}`,
        program_id: program.id,
        at,
        status,
      },
      ...{ reason: `Because of ${status}`, action: null, action_by: null, by_id: by.id },
      given_as: givenAs,
      ...{ check_in_id: checkIn?.checkInId ?? null, revision: checkIn?.revision ?? null },
    })
    .execute();
}
