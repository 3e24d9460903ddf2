/** What an erasure does, step by step. */

import { saidNoMore } from "../../delivery/use-cases.ts";
import type { Tables, Tx } from "../../platform/database.ts";
import { DATA_MAP } from "../data-map.ts";
import { documents } from "./pieces-documents.ts";
import { CONFIRMED, namesIn } from "./pieces-names.ts";
import { WORDS } from "./pieces-words.ts";
import { deletePiece, listPiece } from "./repository.ts";
import { OF_OTHERS } from "./repository-others.ts";
import { rowsThatGo, sentToOthers } from "./repository-pieces.ts";
import { askingBy, theirsAmong } from "./repository-theirs.ts";
import { idsIn, parsed } from "./rules-json.ts";
import { type Erasing, MOST_ROWS, type Step, type Taken, textIn, wordsAmong } from "./step.ts";

/** By the names of these people are asked. */
const NAMING: readonly string[] = ["program", "cadence", "question_set", "round"];
const [MOST_DELETED_DOCUMENTS, MOST_MESSAGES] = [10, 40];

/** What was sent to others about what was theirs says what is so now. */
const MESSAGES: Step = {
  name: "messages",
  counts: "sent",
  own: [],
  others: [],
  async take(tx, erasing, after) {
    const { workspaceId, personId, services } = erasing;
    const columns = ["key", "kind", "subject"];
    const renamed = erasing.confirmed.flatMap(({ table, key }) => (NAMING.includes(table) ? [String(key[0])] : []));
    const rows = sentToOthers(erasing, { isRenamed: renamed.length > 0 });
    const piece = await listPiece(tx, workspaceId, rows, { columns, after, most: MOST_MESSAGES });
    const told = piece.rows.map((row) => ({ key: textIn(row.key), ids: idsIn(parsed(textIn(row.subject))) }));
    const ids = [...new Set(told.flatMap((one) => one.ids))];
    const { checkIns, items, rounds, cases } = await theirsAmong(tx, erasing, ids);
    const asking = renamed.length > 0 ? await askingBy(tx, workspaceId, { ids, things: renamed }) : [];
    const confirmed = erasing.confirmed.map(({ key }) => String(key[0]));
    const theirs = new Set([personId, ...checkIns, ...items, ...rounds, ...cases, ...confirmed, ...asking]);
    const keys = told.flatMap((one) => (one.ids.some((id) => theirs.has(id)) ? [one.key] : []));
    await saidNoMore(tx, services, workspaceId, keys);
    return { rows: keys.length, upTo: piece.upTo };
  },
};

/** Not by the name by which rows are counted that stay without their words. */
function countedAs(table: keyof Tables): string {
  const kind = DATA_MAP[table]?.kind ?? table;
  return WORDS.some(({ counts }) => counts === kind) ? table : kind;
}

const GOING: readonly Step[] = rowsThatGo({ workspaceId: "", personId: "" }).map(({ table }, index) => ({
  name: `going:${table}`,
  counts: countedAs(table),
  own: wordsAmong(table),
  others: [],
  take: (tx, erasing) => goingFrom(tx, erasing, index),
}));

async function goingFrom(tx: Tx, erasing: Erasing, index: number): Promise<Taken> {
  const rows = rowsThatGo(erasing)[index];
  if (!rows) throw new Error(`Nothing goes from the table ${index}`);
  const isLarge = rows.table === "digest_edition" || rows.table === "digest_division";
  const most = isLarge ? MOST_DELETED_DOCUMENTS : MOST_ROWS;
  const gone = await deletePiece(tx, erasing.workspaceId, rows, most);
  return { rows: gone, upTo: gone < most ? null : [] };
}

/** In this order: what tells others of it is made anew from what is left. */
export const STEPS: readonly Step[] = [
  ...GOING,
  ...WORDS,
  CONFIRMED,
  ...OF_OTHERS.map(namesIn),
  ...(["digest_edition", "digest_draft", "digest_draft_part"] as const).map(documents),
  MESSAGES,
];

/** From here it goes on once somebody has looked at what others wrote. */
export const AFTER_LOOKING = CONFIRMED.name;
