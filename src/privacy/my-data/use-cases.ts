/** What is kept about somebody, for that person alone. */

import { enqueue } from "../../delivery/use-cases.ts";
import { noteAccess, noteRead } from "../../people/accesses/use-cases.ts";
import { askForAct, secondsOf } from "../../people/two-person-acts/use-cases.ts";
import { type Person, peopleByIds, readerAt } from "../../people/use-cases.ts";
import { adminsOf, dataProtectionOf, retentionOf } from "../../people/use-cases-settings.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { inTransaction } from "../../platform/transaction.ts";
import { DATA_KINDS, type DataKind } from "../data-map.ts";
import { ownDataFileKind, ownDataKind } from "./messages.ts";
import { writtenByOthers } from "./others.ts";
import { countTheirs, listAnswersRead, listTheirs } from "./repository.ts";
import { type ShownRow, sayRows } from "./row-words.ts";
import { type AnswersRead, type Kept, keptOf, ON_PAGE, type PageOf, readersAmong, THEIRS, theirsOf } from "./rules.ts";
import { myDataTexts } from "./texts.ts";
import { linesTold, toldOf } from "./told.ts";
import { rowShown } from "./use-cases-rows.ts";

export interface MyData {
  kinds: { kind: DataKind; count: number; kept: Kept }[];
  answersRead: ReturnType<typeof readersAmong>;
  /** Who looks after people's data; where nobody is named, admins. */
  lookedAfter: { names: string[]; address: string; isNamed: boolean };
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
  const { people, address } = await dataProtectionOf(db, workspaceId);
  const isNamed = people.length > 0 || address !== "";
  const names = (isNamed ? people : await adminsOf(db, workspaceId)).slice(0, 5).map(({ name }) => name);
  return { names, address, isNamed };
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
    const shown = rows.slice(offset, offset + ON_PAGE);
    await noteRead(
      services,
      person,
      shown.flatMap(({ read }) => read ?? []),
    );
    return { rows: shown, count: rows.length, unread };
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
  const row = rows.find((one) => one.ref === ref);
  await noteRead(services, person, row?.read ? [row.read] : []);
  return row ?? null;
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
    await noteAccess(tx, services, { workspaceId, actorId: personId, personIds: [personId], act: "own-export" });
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

/**
 * Asks for a copy that does not come through Slack. Returns by when it is due, and who hands it over, by name: nobody where
 * there is nobody else.
 */
export async function askForOwnCopy(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
): Promise<{ until: Instant; names: string[] }> {
  const { workspace_id: workspaceId, id } = person;
  return inTransaction(services.db, async (tx) => {
    const reason = textsFor(myDataTexts, person).ownReason;
    const about = { kind: "export-person", subject: id } as const;
    const act = await askForAct(tx, services, { workspaceId, ...about, reason, askedBy: id });
    const names = (await peopleByIds(tx, workspaceId, await secondsOf(tx, act))).map(({ name }) => name);
    return { until: act.ends_at, names };
  });
}

/** Asks for what two persons do. Returns whose word it waits for, by name. Throws NOBODY_ELSE. */
export async function askForOwnErasure(
  services: Pick<Services, "db" | "clock" | "ids">,
  person: Person,
): Promise<string[]> {
  const { workspace_id: workspaceId, id: personId } = person;
  return inTransaction(services.db, async (tx) => {
    const reason = textsFor(myDataTexts, person).ownReason;
    const act = await askForAct(tx, services, {
      workspaceId,
      kind: "erase",
      subject: personId,
      reason,
      askedBy: personId,
    });
    return (await peopleByIds(tx, workspaceId, await secondsOf(tx, act))).map(({ name }) => name);
  });
}
