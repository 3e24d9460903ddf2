import { comingInWords } from "../../cadences/coming.ts";
import { nameOf } from "../../cadences/naming.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { CardPart } from "../../programs/cards.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { comingOf } from "../rounds/coming.ts";

type Opening = NonNullable<CardPart["coming"]>[number];

/** The next openings of a program's check-ins as the visitor is shown them: of each cadence one, the nearest first. */
export async function openingsOf(
  db: Db | Tx,
  { person, reader, now }: Pick<Visitor, "person" | "reader" | "now">,
  cadences: readonly { cadence: Cadence; isAsked: boolean }[],
): Promise<(programId: string) => Opening[]> {
  const coming = await comingOf(db, person, cadences, { now, count: 1 });
  const openings = cadences.flatMap(({ cadence }, place) =>
    (coming[place] ?? []).map((next) => ({
      programId: cadence.program_id,
      at: next.at,
      what: nameOf(cadence, reader),
      when: comingInWords(reader, next),
    })),
  );
  openings.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return (programId) => openings.filter((opening) => opening.programId === programId);
}
