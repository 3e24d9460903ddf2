import type { Kysely } from "kysely";
import { addColumns, fillEach } from "./dialect.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const TYPE_CODES = ["DEP", "ACT", "ASK"];
const EVERYWHERE = ["THE", "AND", "FOR", "LES", "DES", "UNE", "AUX", "PROGRAM", "PROGRAMME", "PROJECT", "PROJET"];

/** Each program gets letters before the codes of its items, made from its title, the oldest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumns(db, "program", { short_key: { type: "text", default: "" } });
  const taken = new Map<string, Set<string>>();
  const byAge = "select workspace_id, id, title from program order by created_at, id";
  await fillEach<{ workspace_id: string; id: string; title: string }>(
    db,
    "program",
    byAge,
    ({ workspace_id, title }) => {
      const known = taken.get(workspace_id) ?? new Set(TYPE_CODES);
      const short_key = keyFrom(title, known);
      taken.set(workspace_id, known.add(short_key));
      return { short_key };
    },
  );
  await db.schema
    .createIndex("program_by_short_key")
    .unique()
    .on("program")
    .columns(["workspace_id", "short_key"])
    .execute();
}

function keyFrom(title: string, known: ReadonlySet<string>): string {
  for (const key of proposals(title)) if (/^[A-Z]{2,5}$/.test(key) && !known.has(key)) return key;
  throw new Error("Every short key is taken");
}

function* proposals(title: string): Generator<string> {
  const words = title
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .map((word) => word.replace(/[^A-Z]/g, ""))
    .filter((word) => word !== "");
  const telling = words.find((word) => word.length > 2 && !EVERYWHERE.includes(word)) ?? words.join("");
  for (const length of [3, 4, 5]) yield telling.slice(0, length);
  yield words.map((word) => word.slice(0, 1)).join("");
  if (telling.length > 1) for (const letter of LETTERS) yield telling.slice(0, 3) + letter;
  let tails = [""];
  for (let more = 1; more < 5; more += 1) {
    tails = tails.flatMap((tail) => LETTERS.map((letter) => tail + letter));
    for (const tail of tails) yield `P${tail}`;
  }
}
