/** A program that nobody leads: its sponsors and the office read so once, with the day from which somebody leads it again. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/use-cases.ts";
import { type Absence, absencesFrom } from "../people/absences/use-cases.ts";
import { peopleByIds } from "../people/use-cases.ts";
import { adminsOf, settingsOf } from "../people/use-cases-settings.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { button, escapeMrkdwn, lineOf, section, shorten } from "../platform/slack/blocks.ts";
import { shortDate, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, type LocalDate } from "../platform/time.ts";
import { isOnWorkingWeekday } from "../platform/working-days.ts";
import { programIds } from "../programs/ids.ts";
import { officeOver } from "../programs/office/grounds.ts";
import { isActiveOn } from "../programs/rules-program.ts";
import { type Program, programOf, runningPrograms, type Seat, seatDay } from "../programs/use-cases.ts";
import { registerTexts } from "./texts.ts";
import { weekOf } from "./weeks.ts";

/** `mayName`: whoever reads it can name a lead. */
const subject = z.strictObject({ programId: z.string(), mayName: z.boolean() });
type Subject = z.infer<typeof subject>;

export const unledKind: MessageKind<Subject> = {
  kind: "unled",
  subject,
  priority: 25,
  contact: "notice",
  slot: "monday",
  async stillWanted({ db, workspaceId, now }, { programId }) {
    const { state } = await programOf(db, workspaceId, programId);
    return state === "active" && (await unledPrograms(db, workspaceId, now)).some(({ id }) => id === programId);
  },
  async message(send, of) {
    const text = await lineIn(send, of);
    return { text, blocks: [section(text, naming(send, of))] };
  },
  line: async (send, of) => section(await lineIn(send, of), naming(send, of)),
  async why({ db, workspaceId, reader }, { programId }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(registerTexts, reader).unled.why(title)];
  },
};

function naming({ reader }: SendContext, { programId, mayName }: Subject) {
  const { name } = textsFor(registerTexts, reader).unled;
  return mayName ? button(programIds.edit, name, { value: programId }) : undefined;
}

async function lineIn({ db, workspaceId, now, reader }: SendContext, { programId }: Subject): Promise<string> {
  const texts = textsFor(registerTexts, reader).unled;
  const unled = (await unledPrograms(db, workspaceId, now)).find(({ id }) => id === programId);
  const { title } = await programOf(db, workspaceId, programId);
  const until = unled?.until ?? null;
  const name = escapeMrkdwn(shorten(title, 200));
  return lineOf(texts.line(name, until === null ? null : shortDate(reader, until)));
}

/** Says so of what nobody leads on any working day of the week that begins, once for each such time. */
export async function tellOfUnled(
  services: Services,
  tx: Tx,
  { workspaceId, monday }: { workspaceId: string; monday: LocalDate },
): Promise<void> {
  const now = services.clock.now();
  const friday = addLocalDays(monday, 4);
  for (const { id, until, since, sponsors } of await unledPrograms(tx, workspaceId, now)) {
    if (until !== null && until <= friday) continue;
    const office = [...(await officeOver(tx, { workspace_id: workspaceId, id }, now))];
    const naming = office.length > 0 ? office : (await adminsOf(tx, workspaceId)).slice(0, 3).map((one) => one.id);
    for (const personId of new Set([...sponsors, ...naming]))
      await enqueue(tx, services, unledKind, {
        workspaceId,
        key: `unled:${id}:${until ?? since}:${personId}`,
        subject: { programId: id, mayName: naming.includes(personId) },
        to: { personId },
        notBefore: now,
      });
  }
}

interface Unled {
  id: Program["id"];
  /** The first working day on which somebody leads again; null where none is known. */
  until: LocalDate | null;
  /** The last day of the last who led, as a name for this time without a lead. */
  since: string;
  sponsors: string[];
}

/** The running programs that nobody leads now, or as the week begins that has begun somewhere. */
async function unledPrograms(db: Db | Tx, workspaceId: string, now: string): Promise<Unled[]> {
  const today = [seatDay(now), weekOf(now)].sort().at(-1) ?? "";
  const running = await runningPrograms(db, workspaceId);
  const seated = running.flatMap(({ seats }) =>
    seats.flatMap(({ person_id, delegate_id }) => [person_id, delegate_id]),
  );
  const absencesOf = (personIds: readonly (string | null)[]) =>
    absencesFrom(
      db,
      workspaceId,
      [...new Set(personIds)].filter((id) => id !== null),
      today,
    );
  const away = await absencesOf(seated);
  const known = [...seated, ...away.map(({ delegate_person_id }) => delegate_person_id)];
  const absences = await absencesOf(known);
  const found = await peopleByIds(
    db,
    workspaceId,
    [...new Set(known)].filter((id) => id !== null),
  );
  const people = new Map(found.map((person) => [person.id, person]));
  const isInSlack = (id: string) => people.get(id)?.is_deactivated === 0;
  const { workingWeek: workingDays } = await settingsOf(db, workspaceId);
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addLocalDays(today, ahead)).filter((date) =>
    isOnWorkingWeekday({ workingDays }, date),
  );
  return running.flatMap(({ program, seats }): Unled[] => {
    const leading = seats.filter(({ role }) => role === "lead" || role === "deputy");
    const from = firstDayLed(leading, days, { absences, isInSlack });
    if (from === days[0]) return [];
    const sponsors = seats.filter(
      (seat) => seat.role === "sponsor" && isActiveOn(seat, today) && isInSlack(seat.person_id),
    );
    const since = leading.map((seat) => `${seat.until_date ?? people.get(seat.person_id)?.updated_at}:${seat.id}`);
    return [
      {
        id: program.id,
        until: from,
        since: since.sort().at(-1) ?? "",
        sponsors: sponsors.map((seat) => seat.person_id),
      },
    ];
  });
}

const DAYS_AHEAD = 60;

/** The first of these days on which one of those who lead is there, or whoever stands in for them; null: none. */
function firstDayLed(
  leading: readonly Seat[],
  days: readonly LocalDate[],
  { absences, isInSlack }: { absences: readonly Absence[]; isInSlack(personId: string): boolean },
): LocalDate | null {
  const awayOn = (id: string, date: LocalDate) =>
    absences.find(
      ({ person_id, from_date, until_date }) => person_id === id && from_date <= date && date <= until_date,
    );
  const isThere = (id: string | null | undefined, date: LocalDate) => id != null && isInSlack(id) && !awayOn(id, date);
  const isLed = (date: LocalDate) =>
    leading.some(
      (seat) =>
        isActiveOn(seat, date) &&
        [seat.person_id, seat.delegate_id, awayOn(seat.person_id, date)?.delegate_person_id].some((id) =>
          isThere(id, date),
        ),
    );
  return days.find(isLed) ?? null;
}
