/** What digests told of somebody's words: each line with what of it is theirs. */
import { z } from "zod";
import { linesOf, readDocument } from "../../digests/document.ts";
import { quotedStill } from "../../digests/expiry/sources.ts";
import { roundName } from "../../digests/periods/texts.ts";
import { type Person, peopleByIds } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { capitalised, type Reader, textsFor } from "../../platform/texts/language.ts";
import { listEditions, listTold } from "./repository.ts";
import type { ShownRow } from "./row-words.ts";
import { myDataTexts } from "./texts.ts";

const quoted = z.object({ author: z.string(), text: z.string() });

interface ToldLine {
  edition_id: string;
  line: number;
}

/** Lines of digests that rest on what somebody said, be it kept no more: the newest first. */
export async function linesTold(db: Db | Tx, { workspace_id: workspaceId, id: personId }: Person): Promise<ToldLine[]> {
  const whose = { workspaceId, personId };
  const quoted = (await quotedStill(db, whose)).flatMap(({ editionId: edition_id, lines }) =>
    lines.map((line) => ({ edition_id, line })),
  );
  const all = [...(await listTold(db, whose)), ...quoted];
  const lines = new Map(all.map((told) => [`${told.edition_id} ${told.line}`, told]));
  return [...lines.values()].sort(
    (one, other) =>
      Number(one.edition_id < other.edition_id) - Number(one.edition_id > other.edition_id) || one.line - other.line,
  );
}

/** `nameOf`: what whoever got the digest is called. */
export async function toldOf(
  db: Db | Tx,
  person: Person,
  { reader, nameOf }: { reader: Reader; nameOf?: (id: string) => string },
  { offset, limit }: { offset: number; limit: number },
): Promise<ShownRow[]> {
  const lines = (await linesTold(db, person)).slice(offset, offset + limit);
  return sayLines(db, person, { reader, ...(nameOf && { nameOf }) }, lines);
}

export async function sayLines(
  db: Db | Tx,
  person: Person,
  { reader, nameOf }: { reader: Reader; nameOf?: (id: string) => string },
  lines: readonly { edition_id: string; line: number }[],
): Promise<ShownRow[]> {
  const editions = await listEditions(db, person.workspace_id, [...new Set(lines.map(({ edition_id }) => edition_id))]);
  const readers = await peopleByIds(db, person.workspace_id, [...new Set(editions.map(({ reader_id }) => reader_id))]);
  const names = new Map(readers.map(({ id, name }) => [id, name]));
  const texts = textsFor(myDataTexts, reader);
  return lines.flatMap(({ edition_id, line }): ShownRow[] => {
    const edition = editions.find(({ id }) => id === edition_id);
    if (!edition) return [];
    const said = linesOf(readDocument(edition.document))[line];
    const to = nameOf ? nameOf(edition.reader_id) : (names.get(edition.reader_id) ?? "");
    const own = quotesBy(person.name, said);
    return [
      {
        ref: `digest_source/${edition_id}/${line}`,
        at: edition.created_at,
        head: capitalised(
          texts.told(texts.values[edition.rhythm] ?? edition.rhythm, roundName(reader, edition.period), to),
        ),
        texts: own.length === 0 ? [] : own.map((text) => ({ label: null, text })),
      },
    ];
  });
}

/** A line may quote several people: theirs alone. */
function quotesBy(author: string, line: unknown): string[] {
  const one = quoted.safeParse(line);
  if (one.success) return one.data.author === author ? [one.data.text] : [];
  if (typeof line !== "object" || line === null) return [];
  return [...new Set(Object.values(line).flatMap((part: unknown) => quotesBy(author, part)))];
}
