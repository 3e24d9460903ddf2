/** Who has answered nothing for a week or longer: for whoever leads, never for those above. */
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../../platform/time.ts";
import { type Seat, seatDay, seatsByProgram } from "../../programs/seats.ts";
import { isSilent } from "./rules.ts";

const en = {
  silent: (people: string) => `No answer: ${people}.`,
  weeks: (name: string, weeks: number) => `${name} ${weeks === 1 ? "last week" : `for ${weeks} weeks`}`,
};

const fr: typeof en = {
  silent: (people) => `Sans réponse\u00a0: ${people}.`,
  weeks: (name, weeks) => `${name} ${weeks === 1 ? "la semaine dernière" : `depuis ${weeks} semaines`}`,
};

interface Monday {
  reader: Reader & { id?: string };
  programs: readonly { id: string; title: string }[];
  /** The last week. */
  period: { until: LocalDate };
  asOf: Instant;
}

/** “No answer: Sam Lee for 3 weeks, Priya Shah last week.” of each program that the reader leads. */
export async function silenceInPrograms(db: Db, workspaceId: string, monday: Monday): Promise<string[]> {
  const { reader, programs, asOf } = monday;
  const ids = programs.map(({ id }) => id);
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(asOf));
  const leads = ({ role, person_id: id }: Seat) => id === reader.id && (role === "lead" || role === "deputy");
  const led = programs.filter(({ id }) => seats.get(id)?.some(leads));
  const asked = led.length === 0 ? [] : await listAsked(db, workspaceId, ids, monday);
  const texts = textsFor({ en, fr }, reader);
  return led.flatMap(({ id: programId, title }) => {
    const names = new Map(seats.get(programId)?.map((seat) => [seat.person_id, seat.name]));
    const silent = [...names].flatMap(([id, name]) => {
      const own = asked.filter((row) => row.program_id === programId && row.person_id === id && id !== reader.id);
      const weeks = weeksInVain(own, monday);
      return weeks > 0 ? [{ name, weeks }] : [];
    });
    const inOrder = silent.sort((one, other) => other.weeks - one.weeks);
    const line = texts.silent(inOrder.map(({ name, weeks }) => texts.weeks(name, weeks)).join(", "));
    return silent.length === 0 ? [] : [programs.length === 1 ? line : `${title} · ${line}`];
  });
}

/** How many weeks in a row, the last one first, somebody was asked and answered nothing; weeks in which they were not asked do not count. */
function weeksInVain(asked: Awaited<ReturnType<typeof listAsked>>, { reader, period }: Monday): number {
  const weeks = Map.groupBy(asked, (row) => mondayOf(localDateOf(row.due_at, reader.zone)));
  const newestFirst = weeks.has(mondayOf(period.until))
    ? [...weeks].sort(([one], [other]) => (one < other ? 1 : -1))
    : [];
  const place = newestFirst.findIndex(([, rows]) => !rows.every(isSilent));
  return place < 0 ? newestFirst.length : place;
}

/** What was put to people and was due in the last twelve weeks. */
async function listAsked(db: Db, workspaceId: string, ids: string[], { reader: { zone }, period: { until } }: Monday) {
  return db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["round.program_id", "prompt.person_id", "prompt.state", "prompt.sent_at", "prompt.due_at"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.program_id", "in", ids)
    .where("prompt.due_at", ">=", instantOf(addLocalDays(until, 1 - 12 * 7), "00:00", zone))
    .where("prompt.due_at", "<", instantOf(addLocalDays(until, 1), "00:00", zone))
    .where("prompt.sent_at", "is not", null)
    .where("prompt.state", "!=", "excused")
    .orderBy("prompt.id")
    .execute();
}
