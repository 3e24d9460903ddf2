/** The first digests with a program: what its sponsors and committee are told to expect, and whom nothing feeds. */
import { cadencesOf } from "../cadences/use-cases.ts";
import { peopleByIds } from "../people/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Looking } from "../platform/events.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import type { Coming, FirstDigest } from "../programs/events.ts";
import { programTexts } from "../programs/texts.ts";
import { type Program, seatDay, seatsByProgram } from "../programs/use-cases.ts";
import { countingOf, readReadership } from "./digest-schedule.ts";
import { feedsReport } from "./feeding.ts";
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
  const above = [
    ...new Set(seats.filter(({ role }) => role === "sponsor" || role === "steering").map((seat) => seat.person_id)),
  ];
  const names = new Map((await peopleByIds(db, workspaceId, above)).map((person) => [person.id, person.name]));
  const texts = textsFor(programTexts, reader).digest;
  const coming = (await sendings(db, workspaceId, above, [id], now)).toSorted(byTime);
  const firsts = above.flatMap((personId) => coming.find((each) => each.personId === personId) ?? []);
  return [...Map.groupBy(firsts, ({ at, rhythm }) => `${at} ${rhythm}`).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      { at: first.at, what: texts[first.rhythm], who: same.flatMap(({ personId }) => names.get(personId) ?? []) },
    ];
  });
}

/** A cadence that rests still feeds. */
export async function unfedSponsorsOf(
  { clock }: Looking,
  db: Db | Tx,
  { workspaceId, programIds }: { workspaceId: string; programIds: readonly string[] },
): Promise<Map<string, string[]>> {
  if (programIds.length === 0) return new Map();
  const cadences = await cadencesOf(db, workspaceId, programIds);
  const fed = new Set(
    cadences
      .filter(({ rule, readers, disclosure }) =>
        feedsReport("monthly", { every: rule.every, readers, disclosure, hasWeekly: true }),
      )
      .map(({ program_id: id }) => id),
  );
  const unfed = programIds.filter((id) => !fed.has(id));
  const seats = await seatsByProgram(db, workspaceId, unfed, seatDay(clock.now()));
  return new Map(
    unfed.flatMap((id) => {
      const names = (seats.get(id) ?? []).filter(({ role }) => role === "sponsor").map(({ name }) => name);
      return names.length > 0 ? [[id, [...new Set(names)]]] : [];
    }),
  );
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
