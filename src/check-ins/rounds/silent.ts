/** Who has answered nothing for a week or longer: for whoever leads, never for those above. */
import { readRule } from "../../cadences/cadences.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { plural, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { type Seat, seatDay, seatsByProgram } from "../../programs/seats.ts";

const en = {
  silent: (people: string) => `No answer: ${people}.`,
  weeks: (name: string, weeks: number) => `${name} ${weeks === 1 ? "last week" : `for ${weeks} weeks`}`,
};

const fr: typeof en = {
  silent: (people) => `Sans réponse\u00a0: ${people}.`,
  weeks: (name, weeks) =>
    `${name} ${weeks === 1 ? "la semaine dernière" : `depuis ${weeks} ${plural("fr", weeks, "semaine", "semaines")}`}`,
};

const texts = { en, fr };

/** Of no more is counted. */
const MOST_WEEKS = 12;

interface SilenceWanted {
  workspaceId: string;
  programs: readonly { id: string; title: string }[];
  readerId: string;
  /** The last day of the last week; what was answered after `asOf` is not known. */
  until: LocalDate;
  asOf: Instant;
}

/**
 * “No answer: Sam Lee for 3 weeks, Priya Shah last week.”: of each program that the reader leads, who of the others was asked
 * in the last week and answered nothing.
 */
export async function silenceInPrograms(db: Db, reader: Reader, wanted: SilenceWanted): Promise<string[]> {
  const { workspaceId, programs, readerId, until, asOf } = wanted;
  const ids = programs.map(({ id }) => id);
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(asOf));
  const leads = ({ role, person_id: id }: Seat) => id === readerId && (role === "lead" || role === "deputy");
  const led = programs.filter(({ id }) => seats.get(id)?.some(leads));
  if (led.length === 0) return [];
  const asked = await listAsked(db, reader.zone, wanted);
  const say = textsFor(texts, reader);
  return led.flatMap(({ id: programId, title }) => {
    const others = new Map(seats.get(programId)?.map((seat) => [seat.person_id, seat.name]));
    others.delete(readerId);
    const silent = [...others].map(([id, name]) => {
      const own = asked.filter((row) => row.program_id === programId && row.person_id === id);
      return { name, weeks: weeksInVain(own, reader.zone, until) };
    });
    const inVain = silent.filter(({ weeks }) => weeks > 0).sort((one, other) => other.weeks - one.weeks);
    const line = say.silent(inVain.map(({ name, weeks }) => say.weeks(name, weeks)).join(", "));
    return inVain.length === 0 ? [] : [programs.length === 1 ? line : `${title} · ${line}`];
  });
}

/**
 * How many weeks in a row, the last one first, somebody answered no check-in of a week or longer, or no daily one where they
 * had no other; weeks in which they were not asked do not count.
 */
function weeksInVain(asked: Awaited<ReturnType<typeof listAsked>>, zone: string, until: LocalDate): number {
  const weeks = Map.groupBy(asked, (row) => mondayOf(localDateOf(row.due_at, zone)));
  if (!weeks.has(mondayOf(until))) return 0;
  const newestFirst = [...weeks].sort(([one], [other]) => (one < other ? 1 : -1));
  const answered = newestFirst.findIndex(([, rows]) => {
    const longer = rows.filter(({ rule }) => readRule(rule).every !== "day");
    return (longer.length > 0 ? longer : rows).some(({ state, answer }) => answer !== null || state === "skipped");
  });
  return answered < 0 ? newestFirst.length : answered;
}

/** What was put to people and was due in the last weeks, with what was answered by then. */
async function listAsked(db: Db, zone: string, { workspaceId, programs, until, asOf }: SilenceWanted) {
  const from = instantOf(addLocalDays(until, 1 - 7 * MOST_WEEKS), "00:00", zone);
  return db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .innerJoin("cadence", (join) =>
      join.onRef("cadence.workspace_id", "=", "round.workspace_id").onRef("cadence.id", "=", "round.cadence_id"),
    )
    .leftJoin("check_in", (join) =>
      join
        .onRef("check_in.workspace_id", "=", "prompt.workspace_id")
        .onRef("check_in.round_id", "=", "prompt.round_id")
        .onRef("check_in.person_id", "=", "prompt.person_id")
        .on("check_in.created_at", "<=", asOf),
    )
    .select([
      "round.program_id",
      "prompt.person_id",
      "prompt.state",
      "prompt.due_at",
      "check_in.id as answer",
      "cadence.rule",
    ])
    .where("round.workspace_id", "=", workspaceId)
    .where(
      "round.program_id",
      "in",
      programs.map(({ id }) => id),
    )
    .where("prompt.due_at", ">=", from)
    .where("prompt.due_at", "<", instantOf(addLocalDays(until, 1), "00:00", zone))
    .where("prompt.sent_at", "is not", null)
    .where("prompt.state", "!=", "excused")
    .orderBy("prompt.id")
    .execute();
}
