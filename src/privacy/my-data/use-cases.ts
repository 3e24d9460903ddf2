/** What is kept about somebody, for that person alone. */

import { enqueue } from "../../delivery/use-cases.ts";
import { type Person, readerAt } from "../../people/use-cases.ts";
import { adminsOf, dataProtectionOf, retentionOf } from "../../people/use-cases-settings.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import type { Reader } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { DATA_KINDS, type DataKind } from "../data-map.ts";
import { ownDataFileKind, ownDataKind } from "./messages.ts";
import { writtenByOthers } from "./others.ts";
import { countTheirs, listAnswersRead, listTheirs } from "./repository.ts";
import { type ShownRow, sayRows } from "./row-words.ts";
import { type AnswersRead, type Kept, keptOf, ON_PAGE, type PageOf, readersAmong, THEIRS, theirsOf } from "./rules.ts";
import { linesTold, toldOf } from "./told.ts";
import { rowShown } from "./use-cases-rows.ts";

export interface MyData {
  kinds: { kind: DataKind; count: number; kept: Kept }[];
  answersRead: ReturnType<typeof readersAmong>;
  /** Whom to ask; where no address is set, admins by name. */
  lookedAfter: { names: string[]; address: string };
}

export async function myData({ db }: Pick<Services, "db">, person: Person): Promise<MyData> {
  const { workspace_id: workspaceId, id: personId } = person;
  const retention = await retentionOf(db, workspaceId);
  const counts = await countTheirs(db, { workspaceId, personId }, THEIRS);
  const told = (await linesTold(db, person)).length;
  const kinds = DATA_KINDS.map((kind) => {
    const own = theirsOf(kind).reduce((sum, { table }) => sum + (counts.get(table) ?? 0), 0);
    return { kind, count: own + (kind === "digests" ? told : 0), kept: keptOf(kind, retention) };
  });
  const read: AnswersRead[] = await listAnswersRead(db, { workspaceId, personId });
  return { kinds, answersRead: readersAmong(read), lookedAfter: await lookedAfterBy(db, person) };
}

async function lookedAfterBy(db: Db | Tx, { workspace_id: workspaceId }: Person): Promise<MyData["lookedAfter"]> {
  const { address } = await dataProtectionOf(db, workspaceId);
  const names = address === "" ? (await adminsOf(db, workspaceId)).slice(0, 5).map(({ name }) => name) : [];
  return { names, address };
}

export interface Page {
  rows: ShownRow[];
  /** All that there is of it. */
  count: number;
  /** Of what others wrote: what is not theirs to read here. */
  unread: number;
}

/** `page` counts from 0. */
export async function pageOf(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  person: Person,
  { of, page }: { of: PageOf; page: number },
): Promise<Page> {
  const reader = readerAt(person, services.clock.now());
  const offset = page * ON_PAGE;
  if (of === "others") {
    const { rows, unread } = await writtenByOthers(services, person, reader);
    return { rows: rows.slice(offset, offset + ON_PAGE), count: rows.length, unread };
  }
  return { ...(await rowsOfKind(services.db, person, { kind: of, reader, offset, limit: ON_PAGE })), unread: 0 };
}

/** One row of it; null: it is not theirs to see, or no longer. */
export async function wholeRow(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  person: Person,
  { of, ref }: { of: PageOf; ref: string },
): Promise<ShownRow | null> {
  const reader = readerAt(person, services.clock.now());
  if (of !== "others") return rowShown(services.db, person, ref, reader);
  const { rows } = await writtenByOthers(services, person, reader);
  return rows.find((one) => one.ref === ref) ?? null;
}

/** Table after table, of each the newest first; of digests the lines that rest on what they said come before all. */
async function rowsOfKind(
  db: Db | Tx,
  person: Person,
  { kind, reader, offset, limit }: { kind: DataKind; reader: Reader; offset: number; limit: number },
): Promise<{ rows: ShownRow[]; count: number }> {
  const whose = { workspaceId: person.workspace_id, personId: person.id };
  const tables = theirsOf(kind);
  const counts = await countTheirs(db, whose, tables);
  const told = kind === "digests" ? (await linesTold(db, person)).length : 0;
  const rows = offset < told ? await toldOf(db, person, { reader }, { offset, limit }) : [];
  let before = told;
  for (const theirs of tables) {
    const count = counts.get(theirs.table) ?? 0;
    const from = Math.max(0, offset + rows.length - before);
    const wanted = limit - rows.length;
    if (wanted > 0 && from < count) {
      const found = await listTheirs(db, whose, theirs, { offset: from, limit: wanted });
      rows.push(
        ...(await sayRows(
          db,
          { ...whose, reader },
          found.map((row) => ({ table: theirs.table, row })),
        )),
      );
    }
    before += count;
  }
  return { rows, count: before };
}

/** Has what is kept about them sent to them as files. */
export async function sendOwnData(
  services: Pick<Services, "db" | "clock" | "ids" | "events">,
  person: Person,
): Promise<void> {
  const { workspace_id: workspaceId, id: personId } = person;
  await inTransaction(services.db, async (tx) => {
    const key = `own-data:${services.ids.next()}`;
    const common = { workspaceId, to: { personId }, notBefore: services.clock.now() };
    await enqueue(tx, services, ownDataKind, { ...common, key, subject: { personId } });
    await enqueue(tx, services, ownDataFileKind, {
      ...common,
      key: `${key}:files`,
      subject: { personId },
      inThreadOf: key,
    });
  });
}
