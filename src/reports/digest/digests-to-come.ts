/** Digests to come, for capabilities that say so: the first ones with a program, who reads an answer next, in which weeks there is one. */
import { feedsAbove } from "../../cadences/audience/audience.ts";
import { cadencesOf } from "../../cadences/cadences.ts";
import type { AnswerToRead, Readers, SeveralReaders } from "../../check-ins/events.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { dateAndTime, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addMs, DAY, type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { readersAbove } from "../../programs/coverage.ts";
import type { Coming, FirstDigest } from "../../programs/events.ts";
import type { Program } from "../../programs/programs.ts";
import { readsAbove } from "../../programs/seats.ts";
import { programTexts } from "../../programs/texts.ts";
import { RHYTHMS, type Rhythm } from "../compile/report.ts";
import { isAskedFor, isTakenIn, OWN } from "../facts/cadences-feeding-reports.ts";
import { nextSending } from "../facts/periods.ts";
import { countingOf, readReadership } from "./schedule.ts";

/** The first sending after now, of any rhythm but the program's own, with a program that something feeds. */
export async function firstDigestOf(
  { clock }: LookupContext,
  db: Db | Tx,
  { person, programIds }: { person: { workspace_id: string; id: string }; programIds: readonly string[] },
): Promise<FirstDigest | null> {
  const coming = (await sendings(db, person.workspace_id, [person.id], programIds, clock.now())).toSorted(byTime);
  const [first] = coming;
  if (!first) return null;
  const together = coming.filter(({ at, rhythm, isAsked }) => at === first.at && rhythm === first.rhythm && isAsked);
  return { ...first, programIds: together.map(({ programId }) => programId) };
}

/** Of each sponsor and member of the committee the first one. */
export async function comingDigests(
  _: LookupContext,
  db: Db | Tx,
  { program, reader, now }: { program: Program; reader: Reader; now: Instant },
): Promise<Coming[]> {
  const { workspace_id: workspaceId, id } = program;
  const above = (await readersAbove(db, workspaceId, [id], now)).get(id) ?? [];
  const names = new Map(above.map(({ person_id: personId, name }) => [personId, name]));
  const texts = textsFor(programTexts, reader).digest;
  const coming = (await sendings(db, workspaceId, [...names.keys()], [id], now)).toSorted(byTime);
  const firsts = [...names.keys()].flatMap((personId) => coming.find((each) => each.personId === personId) ?? []);
  return firsts.map(({ personId, at, rhythm }) => ({
    at,
    when: dateAndTime(reader, at),
    what: texts[rhythm],
    who: [names.get(personId) ?? ""],
  }));
}

type Sending = Omit<FirstDigest, "programIds"> & { personId: string; programId: string; isAsked: boolean };

async function sendings(
  db: Db | Tx,
  workspaceId: string,
  personIds: readonly string[],
  programIds: readonly string[],
  now: Instant,
): Promise<Sending[]> {
  if (personIds.length === 0) return [];
  const readership = await readReadership(db, workspaceId, personIds, now);
  const feeding = (await cadencesOf(db, workspaceId, programIds)).filter(feedsAbove);
  return readership.programs.flatMap((program) => {
    const { programId, personId, rhythm, role, closedAt } = program;
    const fed = feeding.filter((each) => each.program_id === programId);
    if (!readsAbove(role) || rhythm === "weekly" || closedAt !== null || fed.length === 0) return [];
    const isAsked = isAskedFor(rhythm, fed);
    const { at, period } = nextSending(rhythm, countingOf(readership, program), now);
    return [{ personId, programId, isAsked, at, rhythm, period }];
  });
}

function byTime(item: Sending, other: Sending): number {
  return item.at.localeCompare(other.at);
}

/**
 * Who above a program read what is answered to one of its check-ins: in a digest of that rhythm, if there is one, or in that of
 * the year where that comes first and takes it in.
 */
export async function nextReadingOf(
  _: LookupContext,
  db: Db | Tx,
  { cadence, authorId, answeredAt }: AnswerToRead,
): Promise<{ readers: Readers; at: Instant } | null> {
  const { workspace_id: workspaceId, program_id: programId, rule } = cadence;
  const all = (await readersAbove(db, workspaceId, [programId], answeredAt)).get(programId) ?? [];
  const above = all.filter(({ person_id: id }) => id !== authorId);
  const names = new Map(above.map(({ person_id: id, name }) => [id, name]));
  const coming = (await sendings(db, workspaceId, [...names.keys()], [programId], answeredAt)).toSorted(byTime);
  const own = RHYTHMS.filter((rhythm) => isAskedFor(rhythm, [cadence]));
  const isFed = own.some((rhythm) => OWN[rhythm] === rule.every);
  const readings = coming.filter(({ rhythm }) => own.includes(rhythm) || (isFed && isTakenIn(rhythm, rule.every)));
  const next =
    readings.find(({ rhythm }) => OWN[rhythm] === rule.every || isTakenIn(rhythm, rule.every)) ?? readings[0];
  if (!next) return null;
  const reading = new Set(readings.flatMap(({ rhythm, personId }) => (rhythm === next.rhythm ? personId : [])));
  if (reading.size === 1) return { readers: { name: names.get(next.personId) ?? "" }, at: next.at };
  return { readers: severalReaders(above.filter(({ person_id: id }) => reading.has(id))), at: next.at };
}

/** Several who read the same, by their roles. */
export function severalReaders(readers: readonly { role: string }[]): SeveralReaders {
  const roles = new Set(readers.map(({ role }) => role));
  if (roles.size > 1) return "both";
  return roles.has("steering") ? "committee" : "sponsors";
}

/**
 * Mondays, in each reader's zone, of the week under way and of those to come. Weekly digests do not count: whoever leads and
 * sponsors would never have a weekly message.
 */
export async function digestWeeksOf(
  { clock }: Pick<LookupContext, "clock">,
  db: Db | Tx,
  { workspaceId, personIds }: { workspaceId: string; personIds: readonly string[] },
): Promise<Map<string, LocalDate[]>> {
  const weeks = new Map<string, LocalDate[]>();
  for (const { personId, zone, at } of await digestsAround(db, { workspaceId, personIds, now: clock.now() }))
    weeks.set(personId, [...(weeks.get(personId) ?? []), mondayOf(localDateOf(at, zone))]);
  return weeks;
}

/** The digests of these people of the last week, and those to come, in their zone. One statement. */
export async function digestsAround(
  db: Db | Tx,
  { workspaceId, personIds, now }: { workspaceId: string; personIds: readonly string[]; now: Instant },
): Promise<{ personId: string; zone: string; at: Instant; rhythm: Rhythm }[]> {
  const sent = db
    .selectFrom("digest")
    .select(["reader_id as person_id", "cut_off_at as at", "rhythm"])
    .where("workspace_id", "=", workspaceId)
    .where("reader_id", "in", [...personIds])
    .where("rhythm", "!=", "weekly")
    .where("cut_off_at", ">", addMs(now, -8 * DAY));
  const coming = db
    .selectFrom("digest_schedule")
    .select(["person_id", "next_at as at", "rhythm"])
    .where("workspace_id", "=", workspaceId)
    .where("person_id", "in", [...personIds])
    .where("rhythm", "!=", "weekly");
  return db
    .selectFrom(sent.unionAll(coming).as("around"))
    .innerJoin("person", "person.id", "around.person_id")
    .select(["around.person_id as personId", "person.zone", "around.at", "around.rhythm"])
    .where("person.workspace_id", "=", workspaceId)
    .orderBy("around.at")
    .execute();
}
