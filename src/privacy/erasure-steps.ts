/** What an erasure does, table by table, a window of rows at a time: deletes, clears words by the person, finds others that name them. */

import { type RawBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Kinds } from "../delivery/message-kind.ts";
import { enqueueUpdate } from "../delivery/outbox.ts";
import type { NameSearch } from "../people/find-name-in-text.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import type { TextPlace } from "./erasure-ledger.ts";
import { aboutsOf, theirsAmong } from "./erasure-messages-found.ts";
import { textOfPlan, titlesInPlans, versionsOf } from "./erasure-of-plans.ts";
import { wordsBy } from "./erasure-scope.ts";
import {
  belongsTo,
  childrenFirst,
  dataOf,
  deleteSome,
  findRow,
  isDocument,
  isWrittenBy,
  type Key,
  keyOf,
  nextPiece,
  type Row,
  rowWith,
  TABLES,
  type TableName,
  textsOf,
  updateRow,
  type WordPlace,
  withWords,
  wordColumns,
  wordsIn,
} from "./rows-by-data-map.ts";

/** One erasure, while it is worked on. */
export interface Erasing {
  services: Pick<Services, "clock" | "ids">;
  /** By which messages say what they are about. */
  kinds: Kinds;
  workspaceId: string;
  personId: string;
  at: Instant;
  namesThem: NameSearch;
  /** What stands in the place of words. */
  instead: string;
  /** Programs whose generated documents are erased completely. */
  programIds: ReadonlySet<string>;
  /** Words by others that an admin cleared before. */
  cleared: readonly TextPlace[];
}

/** `upTo` null: the step is done. */
interface StepResult {
  upTo: Key | null;
  found: TextPlace[];
}

interface Step {
  name: string;
  take(tx: Tx, erasing: Erasing, after: Key): Promise<StepResult>;
}

const ROWS = 100;
const ITEMS = 20;

const deleted = childrenFirst(TABLES.filter((table) => dataOf(table).isDeleted));
/** Of these each is gone through in a way of its own. */
const APART: readonly TableName[] = ["audit", "delivery", "erasure", "item", "item_event", "person"];
const hasWords = (table: TableName) =>
  wordColumns(table).some((column) => !isDocument(column) && column.by !== "nobody");

export const STEPS: readonly Step[] = [
  ...deleted.map((table) => ({
    name: `delete ${table}`,
    take: (tx: Tx, erasing: Erasing) => takeRows(tx, erasing, table),
  })),
  ...(["item_event", "item"] as const).map((table) => ({
    name: `delete ${table} about them`,
    take: (tx: Tx, erasing: Erasing) => takeRows(tx, erasing, table, linesAbout(table, erasing)),
  })),
  { name: "cleared", take: takeCleared },
  // Decisions first, as long as the requests behind them still say whose their words are.
  { name: "decision", take: (tx, erasing, after) => takeItems(tx, erasing, after, { areDecisions: true }) },
  { name: "item", take: (tx, erasing, after) => takeItems(tx, erasing, after, { areDecisions: false }) },
  ...TABLES.filter((table) => !APART.includes(table) && hasWords(table)).map(clearing),
  // Entries by others are matched against the person's own entries, so those are cleared last.
  { name: "audit by others", take: (tx, erasing, after) => takeLog(tx, erasing, after, { isOwn: false }) },
  { name: "audit by them", take: (tx, erasing, after) => takeLog(tx, erasing, after, { isOwn: true }) },
  clearing("round"),
  { name: "delivery", take: takeMessages },
];

async function takeRows(
  tx: Tx,
  { workspaceId, personId }: Erasing,
  table: TableName,
  where = theirs(table, { workspaceId, personId }),
): Promise<StepResult> {
  const deletedCount = await deleteSome(tx, table, { workspaceId, where, most: ROWS });
  return { upTo: deletedCount < ROWS ? null : [], found: [] };
}

/** Stakeholders that are this person: what is written about them goes whole. */
function linesAbout(table: "item" | "item_event", { workspaceId, personId }: Erasing): RawBuilder<unknown> {
  const lines = sql`select id from item where workspace_id = ${workspaceId} and ${isAbout(personId)}`;
  return table === "item" ? isAbout(personId) : sql`item_id in (${lines})`;
}

/** What the details of a stakeholder have who is this person. */
export const whoIs = (personId: string) => `"personId":"${personId}"`;

/** Of rows of `item`. */
function isAbout(personId: string): RawBuilder<SqlBool> {
  return sql`(type = 'stakeholder' and details like ${`%${whoIs(personId)}%`})`;
}

/** Rows that are theirs, and those that belong to them. */
function theirs(table: TableName, who: { workspaceId: string; personId: string }): RawBuilder<unknown> {
  const { owner, partOf, isDeleted } = dataOf(table);
  const own = owner ? [sql`${sql.ref(`${table}.${owner}`)} = ${who.personId}`] : [];
  const ofParent = (parent: TableName) =>
    dataOf(parent).isDeleted ? theirs(parent, who) : ownedBy(parent, who.personId);
  const parts = partOf && isDeleted ? [belongsTo(table, who.workspaceId, ofParent)] : [];
  const all = [...own, ...parts];
  return all.length === 0 ? sql`1 = 0` : sql`(${sql.join(all, sql` or `)})`;
}

function ownedBy(table: TableName, personId: string): RawBuilder<unknown> {
  const { owner } = dataOf(table);
  return owner ? sql`${sql.ref(owner)} = ${personId}` : sql`1 = 0`;
}

/** Again, as it was done before a restore. */
async function takeCleared(tx: Tx, erasing: Erasing): Promise<StepResult> {
  for (const place of erasing.cleared) await clearPlace(tx, erasing, place);
  return { upTo: null, found: [] };
}

/** Clears the words there that name the person. */
export async function clearPlace(
  tx: Tx,
  { workspaceId, namesThem, instead }: Pick<Erasing, "workspaceId" | "namesThem" | "instead">,
  { table: name, key, column }: TextPlace,
): Promise<void> {
  const table = TABLES.find((each) => each === name);
  const row = table && (await findRow(tx, table, { workspaceId, key }));
  const value = row?.[column];
  if (!table || typeof value !== "string") return;
  const changed = withWords(table, column, value, (text) => (namesThem(text) ? instead : text));
  await updateRow(tx, table, { workspaceId, key, changes: { [column]: changed } });
}

/** Clears words by the person and finds those by others that name them, in a table whose rows say whose they are. */
function clearing(table: TableName): Step {
  return {
    name: table,
    async take(tx, erasing, after) {
      const { workspaceId } = erasing;
      const piece = await nextPiece(tx, table, { workspaceId, after, most: ROWS });
      const isInLog = wordColumns(table).some(({ by }) => by === "history");
      const ids = isInLog ? piece.rows.map(({ id }) => String(id)) : [];
      const given = await loggedBy(tx, erasing, ids);
      const quoted = table === "track_template" ? await textsOfRoles(tx, erasing) : [];
      const plans = table === "track_template" ? await versionsOf(tx, erasing, piece.rows) : null;
      const found: TextPlace[] = [];
      for (const row of plans?.versions ?? piece.rows) {
        const isTheirs = (text: string, place: WordPlace) => {
          if (place.by === "history") return given.get(String(row.id))?.has(text);
          const saverId = plans?.savers.get(textOfPlan(row, text));
          if (saverId !== undefined && place.by === "saved_by") return saverId === erasing.personId;
          if (isDocument(place) && (isOfTheirProgram(erasing, row) || erasing.namesThem(text))) return true;
          return isWrittenBy(table, row, place, erasing.personId);
        };
        const change = (text: string, place: WordPlace) =>
          isTheirs(text, place) ? erasing.instead : withoutQuotes(text, quoted, erasing.instead);
        found.push(...(await rewrite(tx, erasing, table, row, change)));
      }
      return { upTo: piece.upTo, found };
    },
  };
}

/** Writes what differs of a row. Returns where words by others name the person. */
async function rewrite(
  tx: Tx,
  { workspaceId, namesThem }: Erasing,
  table: TableName,
  row: Row,
  change: Parameters<typeof rowWith>[2],
): Promise<TextPlace[]> {
  const key = keyOf(table, row);
  const changed = rowWith(table, row, change);
  const changes = Object.fromEntries(Object.entries(changed).filter(([column, value]) => row[column] !== value));
  await updateRow(tx, table, { workspaceId, key, changes });
  return wordColumns(table).flatMap(({ column, by }) => {
    const isByOthers = !isDocument({ by }) && by !== "nobody";
    return isByOthers && wordsIn(table, column, changed[column]).some(namesThem)
      ? [{ table, key: [...key], column }]
      : [];
  });
}

function isOfTheirProgram({ programIds }: Erasing, row: Row): boolean {
  return programIds.has(String(row.program ?? row.program_id));
}

/** The words that the person gave, as the audit log has them, by the id of what they are about. */
async function loggedBy(
  db: Db | Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  subjectIds: readonly string[],
): Promise<Map<string, Set<string>>> {
  const given = new Map<string, Set<string>>();
  const match = { actor_id: personId, subject_id: [...new Set(subjectIds)] };
  const logged = await rows(db, "audit", workspaceId).list(match);
  for (const { subject_id: id, after } of logged)
    given.set(id, new Set([...(given.get(id) ?? []), ...wordsIn("audit", "after", after)]));
  return given;
}

async function takeLog(tx: Tx, erasing: Erasing, after: Key, { isOwn }: { isOwn: boolean }): Promise<StepResult> {
  const { workspaceId, personId, instead } = erasing;
  const { rows, upTo } = await nextPiece(tx, "audit", { workspaceId, after, most: ROWS });
  const those = rows.filter((row) => (row.actor_id === personId) === isOwn && (row.before ?? row.after) !== null);
  const given = await loggedBy(
    tx,
    erasing,
    those.map((row) => String(row.subject_id)),
  );
  const found: TextPlace[] = [];
  for (const row of those) {
    const isTheirs = (text: string, column: string) =>
      (isOwn && column === "after") || given.get(String(row.subject_id))?.has(text);
    const change = (text: string, { column }: { column: string }) => (isTheirs(text, column) ? instead : text);
    found.push(...(await rewrite(tx, erasing, "audit", row, change)));
  }
  return { upTo, found };
}

/** Items with their histories, which show who wrote each text. */
async function takeItems(
  tx: Tx,
  erasing: Erasing,
  after: Key,
  { areDecisions }: { areDecisions: boolean },
): Promise<StepResult> {
  const { workspaceId, personId, instead } = erasing;
  const { rows, upTo } = await nextPiece(tx, "item", { workspaceId, after, most: ITEMS });
  const items = rows.filter(({ type }) => (type === "decision") === areDecisions);
  const events = await eventsOf(tx, workspaceId, items);
  const areSteps = items.some(({ type }) => type === "step");
  const ofRoles = areSteps ? await textsOfRoles(tx, erasing) : [];
  const ofPlans = areSteps ? await titlesInPlans(tx, erasing) : [];
  const found: TextPlace[] = [];
  for (const item of items) {
    const history = events.get(String(item.id)) ?? [];
    const words = wordsBy(personId, item, history);
    const quotedBySteps = item.type === "step" ? ofRoles : [];
    const quoted = areDecisions ? await textsQuotedBy(tx, erasing, item) : quotedBySteps;
    const isOfPlan = (text: string) =>
      item.type === "step" && ofPlans.some((title) => text === title || text.startsWith(`${title} · `));
    const change = (text: string) =>
      words.has(text) || isOfPlan(text) ? instead : withoutQuotes(text, quoted, instead);
    found.push(...(await rewrite(tx, erasing, "item", item, change)));
    for (const event of history) found.push(...(await rewrite(tx, erasing, "item_event", event, change)));
  }
  return { upTo, found };
}

async function eventsOf(tx: Db | Tx, workspaceId: string, items: readonly Row[]): Promise<Map<string, Row[]>> {
  if (items.length === 0) return new Map();
  const { rows } = await sql<Row>`select * from item_event where workspace_id = ${workspaceId}
    and item_id in (${sql.join(items.map(({ id }) => id))}) order by item_id, revision`.execute(tx);
  return Map.groupBy(rows, ({ item_id: id }) => String(id));
}

/** A title may have cut what it quotes. */
const LONG_QUOTE = 200;

function withoutQuotes(text: string, quoted: readonly string[], instead: string): string {
  const isCut = quoted.some((each) => each.length > LONG_QUOTE && text.includes(each.slice(0, LONG_QUOTE)));
  return isCut ? instead : quoted.reduce((rest, each) => rest.replaceAll(each, instead), text);
}

/** What the person wrote of roles: the first steps of whoever joins in one quote it. */
async function textsOfRoles(
  tx: Tx,
  { workspaceId, personId }: Pick<Erasing, "workspaceId" | "personId">,
): Promise<string[]> {
  const { rows } = await sql<Row>`select * from working_role
    where workspace_id = ${workspaceId} and writers like ${`%${personId}%`}`.execute(tx);
  return rows.flatMap((row) =>
    textsOf("working_role", row).flatMap(({ text, ...place }) =>
      place.by === "writers" && isWrittenBy("working_role", row, place, personId) ? [text] : [],
    ),
  );
}

const answering = z.object({ requestId: z.string() });

/** Of the words of a request those of the person: the decision that answers it quotes them. */
async function textsQuotedBy(tx: Tx, erasing: Erasing, { details }: Row): Promise<string[]> {
  const { data } = answering.safeParse(JSON.parse(String(details)));
  return data ? [...(await ownWordsOf(tx, erasing, data.requestId))] : [];
}

/** Of the words of an item and its history those of the person. */
export async function ownWordsOf(
  db: Db | Tx,
  { workspaceId, personId }: Pick<Erasing, "workspaceId" | "personId">,
  itemId: string,
): Promise<ReadonlySet<string>> {
  const item = await findRow(db, "item", { workspaceId, key: [itemId] });
  if (!item) return new Set();
  return wordsBy(personId, item, (await eventsOf(db, workspaceId, [item])).get(itemId) ?? []);
}

/** Has messages to others that held the person's words or name made anew. */
async function takeMessages(tx: Tx, erasing: Erasing, after: Key): Promise<StepResult> {
  const { services, kinds, workspaceId, personId, cleared } = erasing;
  const { rows, upTo } = await nextPiece(tx, "delivery", { workspaceId, after, most: ROWS });
  const abouts = await aboutsOf(tx, erasing, kinds, rows);
  const isTheirs = await theirsAmong(
    tx,
    erasing,
    abouts,
    cleared.map(({ key }) => String(key[0])),
  );

  for (const [index, row] of rows.entries()) {
    const about = abouts[index] ?? {};
    const isTouched = isTheirs(about);
    const value = String(row.subject);

    // Words out of a digest are its authors', whoever sends them on.
    const isWritten = row.author_id === personId || isTheirs({ digest: about.digest });
    const subject = withWords("delivery", "subject", value, (text) =>
      isWritten || erasing.namesThem(text) ? erasing.instead : text,
    );

    const hasPictures = kinds.get(String(row.kind))?.hasPictures ?? false;
    if (hasPictures && (isTouched || row.person_id === personId)) await outdatePictures(tx, erasing, String(row.key));

    if (!isTouched && subject === value) continue;
    if (subject !== value)
      await updateRow(tx, "delivery", { workspaceId, key: keyOf("delivery", row), changes: { subject } });

    const isSent = row.state === "sent" || row.state === "bundled";
    // What went as a file is taken out of Slack.
    const isToOthers = row.updates_id === null && row.person_id !== personId && row.file_ids === null;
    if (isSent && isToOthers) await enqueueUpdate(tx, services, { workspaceId, key: String(row.key), isWave: true });
  }

  return { upTo, found: [] };
}

/** Its pictures are drawn again, and deleted in Slack under this name. */
async function outdatePictures(tx: Tx, { workspaceId, personId }: Erasing, messageKey: string): Promise<void> {
  await tx
    .updateTable("picture")
    .set({ key: sql`${outdatedPicturesOf(personId)} || key` })
    .where("workspace_id", "=", workspaceId)
    .where((eb) => eb.or([eb("key", "=", messageKey), eb("key", "like", `${messageKey}:%`)]))
    .execute();
}

/** How the keys begin of pictures that an erasure has deleted. */
export function outdatedPicturesOf(personId: string): string {
  return `erased:${personId}:`;
}
