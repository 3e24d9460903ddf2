/** Who has not answered what a week's report is made of: for whoever leads, never for those above. */
import { type Cadence, cadencesOf } from "../../cadences/cadences.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { list, type Reader, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate } from "../../platform/time.ts";
import { isLeadRole, type Seat, seatDay, seatsByProgram } from "../../programs/seats.ts";
import { isSilent } from "./rounds-to-plan.ts";

const en = { silent: (people: string) => `No answer last week: ${people}.` };
const fr: typeof en = { silent: (people) => `Sans réponse la semaine dernière\u00a0: ${people}.` };

interface Week {
  reader: Reader & { id?: string };
  programs: readonly { id: string; title: string }[];
  /** The last week. */
  period: { from: LocalDate; until: LocalDate };
  asOf: Instant;
  /** The cadences of the programs, where the caller has read them. */
  cadences?: readonly Cadence[];
}

/** “No answer last week: Sam Lee and Priya Shah.” of each program that the reader leads: of those whom its report counts. */
export async function silenceInPrograms(
  db: Db | Tx,
  workspaceId: string,
  week: Week,
): Promise<{ id: string; title: string; line: string }[]> {
  const { reader, programs, asOf } = week;
  const ids = programs.map(({ id }) => id);
  const seats = await seatsByProgram(db, workspaceId, ids, seatDay(asOf));
  const leads = ({ role, person_id: id }: Seat) => id === reader.id && isLeadRole(role);
  const led = programs.filter(({ id }) => seats.get(id)?.some(leads));
  const cadences = week.cadences ?? (led.length === 0 ? [] : await cadencesOf(db, workspaceId, ids));
  const asked = await listAsked(db, workspaceId, feeding(cadences), week);
  return led.flatMap(({ id: programId, title }) => {
    const names = new Map(seats.get(programId)?.map((seat) => [seat.person_id, seat.name]));
    const silent = [...names].flatMap(([id, name]) => {
      const own = asked.filter((row) => row.program_id === programId && row.person_id === id && id !== reader.id);
      return own.length > 0 && own.every(isSilent) ? [name] : [];
    });
    const line = textsFor({ en, fr }, reader).silent(list(reader, silent));
    return silent.length === 0 ? [] : [{ id: programId, title, line }];
  });
}

/** The cadences that a week's report counts: those of the week, else the daily ones. */
function feeding(cadences: readonly Cadence[]): string[] {
  const weekly = new Set(cadences.flatMap(({ rule, program_id: id }) => (rule.every === "week" ? id : [])));
  return cadences.flatMap(({ id, program_id: programId, rule: { every }, disclosure }) => {
    const feeds = every === "week" || (every === "day" && !weekly.has(programId));
    return feeds && disclosure === "team" ? id : [];
  });
}

/** What was put to people and was due in the week. */
async function listAsked(db: Db | Tx, workspaceId: string, cadenceIds: string[], { reader: { zone }, period }: Week) {
  if (cadenceIds.length === 0) return [];
  return db
    .selectFrom("round")
    .innerJoin("prompt", (join) =>
      join.onRef("prompt.workspace_id", "=", "round.workspace_id").onRef("prompt.round_id", "=", "round.id"),
    )
    .select(["round.program_id", "prompt.person_id", "prompt.state", "prompt.sent_at", "prompt.due_at"])
    .where("round.workspace_id", "=", workspaceId)
    .where("round.cadence_id", "in", cadenceIds)
    .where("prompt.due_at", ">=", instantOf(period.from, "00:00", zone))
    .where("prompt.due_at", "<", instantOf(addLocalDays(period.until, 1), "00:00", zone))
    .where("prompt.sent_at", "is not", null)
    .where("prompt.state", "!=", "excused")
    .orderBy("prompt.id")
    .execute();
}
