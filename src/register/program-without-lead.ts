/** A program without a lead: notifies its sponsors and the office once, with the day from which it has a lead again. */

import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue } from "../delivery/outbox.ts";
import { absencesFrom } from "../people/absences.ts";
import { peopleByIds } from "../people/people.ts";
import { adminsOf, settingsOf } from "../people/settings.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import { nextAt } from "../platform/next-at.ts";
import { rows } from "../platform/rows.ts";
import type { Services } from "../platform/services.ts";
import { shortDate, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { isOnWorkingWeekday } from "../platform/working-days.ts";
import { officeOver } from "../programs/office.ts";
import { programIds } from "../programs/program-menu-and-buttons.ts";
import { type Program, programOf, runningPrograms } from "../programs/programs.ts";
import { isActiveOn, isLeadRole, seatDay } from "../programs/seats.ts";
import { programTexts } from "../programs/texts.ts";
import { button, escapeMrkdwn, lineOf, section, shorten } from "../slack/blocks.ts";
import { weekBegins } from "./items.ts";
import { registerTexts } from "./texts.ts";

const subject = z.strictObject({ programId: z.string() });
type Subject = z.infer<typeof subject>;

export const unledKind: MessageKind<Subject> = {
  kind: "unled",
  subject,
  about: () => ({}),
  priority: 25,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["program without a lead", "programs without a lead"],
      fr: ["programme sans responsable", "programmes sans responsable"],
    }),
    count: async (send, subjects) => ({ all: (await linesIn(send, subjects)).length }),
  },
  async stillWanted({ db, workspaceId, now }, { programId }) {
    return (await unledPrograms(db, { workspaceId, now, ids: [programId] })).length > 0;
  },
  async message(send, subject) {
    const blocks = await linesIn(send, [subject]);
    return { text: blocks[0]?.text?.text ?? "", blocks };
  },
  lines: linesIn,
  async why({ db, workspaceId, reader }, { programId }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(registerTexts, reader).unled.why(title)];
  },
};

/** One for each program, with its button. */
async function linesIn({ db, workspaceId, now, reader }: SendContext, subjects: readonly Subject[]) {
  const texts = textsFor(registerTexts, reader).unled;
  const { button: name } = textsFor(programTexts, reader).naming;
  const shown = await unledPrograms(db, { workspaceId, now, ids: subjects.map(({ programId }) => programId) });
  return shown.map(({ id, title, until }) => {
    const day = until === null ? null : shortDate(reader, until);
    const line = lineOf(texts.line(`*${escapeMrkdwn(shorten(title, 200))}*`, day));
    return section(line, button(programIds.nameLead, name, { value: id }));
  });
}

/** Of a time without a lead that lasts or begins this week, on its first morning, once; also of one that an absence makes. */
export async function notifyOfUnled(
  services: Services,
  tx: Tx,
  {
    workspaceId,
    monday = weekOf(services.clock.now()),
    ids,
  }: { workspaceId: string; monday?: LocalDate; ids?: string[] },
): Promise<void> {
  const now = services.clock.now();
  const unled = await unledPrograms(tx, { workspaceId, now, by: addLocalDays(monday, 4), ids });
  for (const { id, from, until, since, sponsors } of unled) {
    const office = [...(await officeOver(tx, { workspace_id: workspaceId, id }, now))];
    const naming = office.length > 0 ? office : (await adminsOf(tx, workspaceId)).slice(0, 3).map((admin) => admin.id);
    const begins = instantOf(from, "00:00", "UTC");
    for (const personId of new Set([...sponsors, ...naming]))
      await enqueue(tx, services, unledKind, {
        workspaceId,
        key: `unled:${id}:${until ?? since}:${personId}`,
        subject: { programId: id },
        to: { personId },
        notBefore: begins > now ? begins : now,
      });
  }
}

interface Unled {
  id: Program["id"];
  title: string;
  /** Its first working day from today on. */
  from: LocalDate;
  /** The first working day on which somebody leads again; null: none is planned. */
  until: LocalDate | null;
  /** The last day of the last who led, as a name for this time without a lead. */
  since: string;
  sponsors: string[];
}

const FEWEST_DAYS = 3;
const DAYS_BACK = 7;
const DAYS_AHEAD = 60;

/** The running programs that nobody leads now, or from a day until `by` on, for three working days or more. */
async function unledPrograms(
  db: Db | Tx,
  { workspaceId, now, by, ids }: { workspaceId: string; now: Instant; by?: LocalDate; ids?: string[] | undefined },
): Promise<Unled[]> {
  const today = [seatDay(now), weekOf(now)].sort().at(-1) ?? "";
  const running = await runningPrograms(db, workspaceId, ids);
  const seated = running.flatMap(({ seats }) => seats.filter(({ role }) => role !== "team"));
  const known = await peopleByIds(db, workspaceId, [...new Set(seated.map((seat) => seat.person_id))]);
  const people = new Map(known.map((person) => [person.id, person]));
  const absences = await absencesFrom(db, workspaceId, [...people.keys()], addLocalDays(today, -DAYS_BACK));
  const isInSlack = (id: string) => people.get(id)?.is_deactivated === 0;

  // Away with somebody who stands in, they lead by them.
  const away = absences.filter(({ delegate_person_id: delegateId }) => delegateId === null);
  const isThere = (id: string, date: LocalDate) =>
    isInSlack(id) && !away.some((each) => each.person_id === id && each.from_date <= date && date <= each.until_date);

  const { workingWeek: workingDays } = await settingsOf(db, workspaceId);
  const days = Array.from({ length: DAYS_BACK + DAYS_AHEAD }, (_, ahead) => addLocalDays(today, ahead - DAYS_BACK));
  const worked = days.filter((date) => isOnWorkingWeekday({ workingDays }, date));
  const last = by ?? worked.find((date) => date >= today) ?? today;

  return running.flatMap(({ program, seats }): Unled[] => {
    const leading = seats.filter(({ role }) => isLeadRole(role));
    const isLed = (date: LocalDate) => leading.some((seat) => isActiveOn(seat, date) && isThere(seat.person_id, date));
    const from = worked.find((date) => date >= today && date <= last && !isLed(date));
    if (from === undefined) return [];
    const until = worked.find((date) => date > from && isLed(date)) ?? null;
    const before = worked.findLast((date) => date < from && isLed(date)) ?? "";
    if (worked.filter((date) => date > before && (until === null || date < until)).length < FEWEST_DAYS) return [];

    const sponsors = seats
      .filter((seat) => seat.role === "sponsor" && isActiveOn(seat, today))
      .map((seat) => seat.person_id);
    const since = leading.map((seat) => `${seat.until_date ?? people.get(seat.person_id)?.updated_at}:${seat.id}`);
    return [{ ...program, from, until, since: since.sort().at(-1) ?? "", sponsors: sponsors.filter(isInSlack) }];
  });
}

/** Where a Monday begins first. */
const FIRST_ZONE = "Pacific/Kiritimati";

/** The Monday of the week that has begun somewhere. */
export function weekOf(now: Instant): LocalDate {
  return mondayOf(localDateOf(now, FIRST_ZONE));
}

/** Notes when the next week begins, where that is not noted yet. */
export async function beginWeeks({ db, clock }: Services, workspaceId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    await rows(tx, "next_week", workspaceId).insertNew({ begins_at: nextMondayAfter(clock.now()) });
  });
}

export const nextWeekAt = nextAt((db, of) =>
  db.selectFrom("next_week").select("begins_at as at").where("workspace_id", "=", of.workspaceId),
);

/** Announces the week that begins to the followers, once. */
export async function beginWeek(services: Services, workspaceId: string): Promise<void> {
  const now = services.clock.now();
  await inTransaction(services.db, async (tx) => {
    const begun = await tx
      .updateTable("next_week")
      .set({ begins_at: nextMondayAfter(now) })
      .where("workspace_id", "=", workspaceId)
      .where("begins_at", "<=", now)
      .executeTakeFirst();
    if (begun.numUpdatedRows === 0n) return;
    await weekBegins.happened(services, tx, { workspaceId, monday: weekOf(now) });
  });
}

function nextMondayAfter(now: Instant): Instant {
  return instantOf(addLocalDays(weekOf(now), 7), "00:00", FIRST_ZONE);
}
