/** The first digests with a program: what its sponsors and committee are told to expect. */
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { Coming, FirstDigest } from "../programs/events.ts";
import { programTexts } from "../programs/texts.ts";
import { type Program, seatDay, seatsByProgram } from "../programs/use-cases.ts";
import { countingOf, readReadership } from "./digest-schedule.ts";
import { nextSending } from "./periods.ts";

/** The first sending after now, of any rhythm but the program's own. */
export async function firstDigestOf(
  { clock }: Looking,
  db: Db | Tx,
  { person, programIds }: { person: { workspace_id: string; id: string }; programIds: readonly string[] },
): Promise<FirstDigest | null> {
  const [first] = (await sendings(db, person.workspace_id, [person.id], programIds, clock.now())).toSorted(byTime);
  return first ?? null;
}

/** Of each sponsor and member of the committee the first one. */
export async function comingDigests(
  _: Looking,
  db: Db | Tx,
  { program, reader, now }: { program: Program; reader: Reader; now: Instant },
): Promise<Coming[]> {
  const { workspace_id: workspaceId, id } = program;
  const seats = (await seatsByProgram(db, workspaceId, [id], seatDay(now))).get(id) ?? [];
  const names = new Map(seats.map(({ person_id: personId, name }) => [personId, name]));
  const texts = textsFor(programTexts, reader).digest;
  const coming = (await sendings(db, workspaceId, [...names.keys()], [id], now)).toSorted(byTime);
  const firsts = [...names.keys()].flatMap((personId) => coming.find((each) => each.personId === personId) ?? []);
  return firsts.map(({ personId, at, rhythm }) => ({ at, what: texts[rhythm], who: [names.get(personId) ?? ""] }));
}

type Sending = FirstDigest & { personId: string };

async function sendings(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  programIds: readonly string[],
  now: Instant,
): Promise<Sending[]> {
  if (personIds.length === 0) return [];
  const readership = await readReadership(db, workspaceId, personIds, now);
  return readership.programs.flatMap((program) => {
    const { programId, personId, rhythm, role, closedAt } = program;
    const isAbove = role === "sponsor" || role === "steering";
    if (!isAbove || rhythm === "weekly" || closedAt !== null || !programIds.includes(programId)) return [];
    const { at, period } = nextSending(rhythm, countingOf(readership, program), now);
    return [{ personId, at, rhythm, period }];
  });
}

function byTime(one: Sending, other: Sending): number {
  return one.at.localeCompare(other.at);
}
