/** Texts by others that name somebody: found, looked at by somebody else, and taken out where they said so. */

import type { Db, Tx } from "../../platform/database.ts";
import { type Row, readRow, updateRows } from "./repository.ts";
import { kindOf, rowsNaming, type Texts, textsAt, textsOf } from "./repository-others.ts";
import type { Place } from "./rules.ts";
import { mapTexts, parsed } from "./rules-json.ts";
import {
  copyWithoutName,
  isCopyOf,
  namesSomebody,
  textsNaming,
  type Worded,
  withoutHandle,
  withoutMention,
  withoutName,
  worded,
} from "./rules-naming.ts";
import { type Column, change, type Erasing, type Step } from "./step.ts";

/** As a rule no name is touched but Slack's id, which is nobody else's. `found`: where somebody is to look. */
export function namesIn(texts: Texts): Step {
  const { table, columns, isCopy = false } = texts;
  return {
    name: `names:${table}`,
    counts: "names",
    own: [],
    others: columns.map((column): Column => `${table}.${column}`),
    async take(tx, erasing, after) {
      const { matcher, confirmed } = erasing;
      const found: Place[] = [];
      const taken = await change(tx, erasing, rowsNaming(tx, texts, matcher), { columns, after }, async () => {
        const originals: Worded[] = isCopy ? await originalsOf(tx, erasing) : [];
        return (row) =>
          Object.fromEntries(
            columns.flatMap((column): [string, string][] => {
              const stood = row[column];
              if (typeof stood !== "string" || stood === "") return [];
              const value = unmistakableOut(stood, texts, erasing);
              if (confirmed.length === 0) found.push(...placeOf(value, texts, column, { row, erasing, originals }));
              return [
                [
                  column,
                  isCopy && confirmed.length > 0 ? copiesOut(value, texts, column, { erasing, originals }) : value,
                ],
              ];
            }),
          );
      });
      return { ...taken, found };
    },
  };
}

function copiesOut(
  value: string,
  { table }: Texts,
  column: string,
  { erasing: { matcher, instead }, originals }: { erasing: Erasing; originals: readonly Worded[] },
): string {
  const without = (text: string) => copyWithoutName(text, originals, matcher, instead.name);
  return kindOf(table, column) === "words" ? without(value) : JSON.stringify(mapTexts(parsed(value), without));
}

/** Until somebody has looked what was found, then what they confirmed. */
export async function originalsOf(
  tx: Tx,
  { workspaceId, confirmed, found, matcher, instead }: Erasing,
): Promise<Worded[]> {
  const texts = await textsOf(tx, workspaceId, confirmed.length > 0 ? confirmed : found);
  return texts.map((text) => worded(text, matcher, instead.name)).filter(namesSomebody);
}

function unmistakableOut(value: string, { table }: Texts, { names: { slackId, handle }, instead }: Erasing): string {
  const left = withoutMention(value, slackId, instead.name);
  // What Drumbeat noted has a handle as it is.
  return table === "audit" && left.includes(JSON.stringify(handle)) ? withoutHandle(left, handle, instead.name) : left;
}

function placeOf(
  value: string,
  { table, key, isCopy = false }: Texts,
  column: string,
  { row, erasing: { matcher, instead }, originals }: { row: Row; erasing: Erasing; originals: Worded[] },
): Place[] {
  const naming = textsNaming(value, kindOf(table, column), matcher).filter(({ text }) => {
    const own = worded(text, matcher, instead.name);
    if (isCopy && isCopyOf(own, originals)) return false;
    originals.push(own);
    return true;
  });
  if (naming.length === 0) return [];
  const isSure = naming.some((one) => one.isSure);
  return [{ table, key: key.map((each) => row[each] ?? ""), column, ...(!isSure && { isMaybe: true as const }) }];
}

/** Where somebody has said that it means them: also once a back-up of before was put in place. */
export const CONFIRMED: Step = {
  name: "confirmed",
  counts: "",
  own: [],
  others: [],
  async take(tx, erasing) {
    for (const place of erasing.confirmed) await takeNameFrom(tx, erasing, place);
    return { rows: 0, upTo: null };
  },
};

/** Returns whether it stood there. */
export async function takeNameFrom(tx: Tx, erasing: Erasing, place: Place): Promise<boolean> {
  const { workspaceId, matcher, instead } = erasing;
  const { key, column, at: way } = place;
  const at = textsAt(place);
  const text = at && (await readRow(tx, workspaceId, at, { of: key, column }));
  if (!at || !text) return false;
  const isThere = ({ at: other }: { at: readonly string[] }) => way === undefined || way.join("/") === other.join("/");
  const changed = withoutName(text, kindOf(at.table, column), matcher, instead.name, isThere);
  if (changed === text) return false;
  await updateRows(tx, workspaceId, at, [{ row: key, changes: { [column]: changed } }]);
  return true;
}

/** The texts at a place that name them, as somebody reads them. */
export async function textsAtPlace(
  db: Db | Tx,
  { workspaceId, matcher }: Pick<Erasing, "workspaceId" | "matcher">,
  place: Place,
): Promise<string[]> {
  const at = textsAt(place);
  const value = at && (await readRow(db, workspaceId, at, { of: place.key, column: place.column }));
  if (!at || !value) return [];
  return textsNaming(value, kindOf(at.table, place.column), matcher).flatMap(({ text, at: way }) =>
    place.at === undefined || place.at.join("/") === way.join("/") ? [text] : [],
  );
}
