/** How many people of a program got more messages in a week than is meant: to those who lead it, and never who. */
import { z } from "zod";
import { aboveIn, CEILINGS } from "../delivery/attention/rules.ts";
import { messagesInWeek } from "../delivery/attention/use-cases.ts";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/use-cases.ts";
import { peopleByIds } from "../people/use-cases.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { lineOf, section } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/commands.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addLocalDays, addMs, type LocalDate } from "../platform/time.ts";
import { aboveKey, TOLD_FOR_MS } from "./rules-above.ts";
import { keepersAmong } from "./rules-program.ts";
import { programTexts } from "./texts.ts";
import { programOf, runningPrograms, seatDay, seatsByProgram } from "./use-cases.ts";
import { attentionRolesAmong, slotFactsOf } from "./use-cases-slots.ts";

/** `week`: its Monday. */
const subject = z.strictObject({ programId: z.string(), week: z.string() });
type Subject = z.infer<typeof subject>;

export const aboveKind: MessageKind<Subject> = {
  kind: "above-ceiling",
  subject,
  priority: 50,
  contact: "notice",
  slot: "monday",
  async stillWanted(send, of) {
    const { state } = await programOf(send.db, send.workspaceId, of.programId);
    return state === "active" && (await aboveOf(send, of)) !== null;
  },
  async message(send, of) {
    const line = await lineIn(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  async why({ db, workspaceId, reader }, { programId }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(programTexts, reader).above.why(title)];
  },
};

async function lineIn(send: SendContext, of: Subject) {
  const texts = textsFor(programTexts, send.reader).above;
  const { title } = await programOf(send.db, send.workspaceId, of.programId);
  const { above, people } = (await aboveOf(send, of)) ?? { above: 0, people: 0 };
  return section(lineOf(texts.line(above, people, title)), commandButton(texts.see, `plan program ${of.programId}`));
}

async function aboveOf({ db, workspaceId, now }: SendContext, { programId, week }: Subject) {
  const seats = await seatsByProgram(db, workspaceId, [programId], seatDay(now));
  return (await aboveByProgram(db, workspaceId, seats, { week, now })).found.get(programId) ?? null;
}

/**
 * Of each of these programs; a few statements, however many they are. Those of which nothing is told are not in `found`.
 * `there`: who of all that hold a seat in them has not left.
 */
async function aboveByProgram(
  db: Db | Tx,
  workspaceId: string,
  seats: ReadonlyMap<string, readonly { person_id: string }[]>,
  { week, now }: { week: LocalDate; now: string },
): Promise<{ found: Map<string, { people: number; above: number }>; there: ReadonlySet<string> }> {
  const ids = [...new Set([...seats.values()].flatMap((its) => its.map(({ person_id: id }) => id)))];
  const there = (await peopleByIds(db, workspaceId, ids)).filter(({ is_deactivated }) => is_deactivated === 0);
  const counts = await messagesInWeek(db, workspaceId, there, week);
  const roles = await attentionRolesAmong(db, workspaceId, ids, now);
  const slots = await slotFactsOf(db, workspaceId, ids, now);
  const known = new Map(
    there.map(({ id }) => {
      const ceiling = slots.get(id)?.isAsItHappens ? null : CEILINGS[roles.get(id) ?? "team"].perWeek;
      return [id, { count: counts.get(id) ?? 0, ceiling }];
    }),
  );
  const found = [...seats].flatMap(([programId, its]) => {
    const holders = new Set(its.map(({ person_id: id }) => id));
    const above = aboveIn([...holders].flatMap((id) => known.get(id) ?? []));
    return above ? [[programId, above] as const] : [];
  });
  return { found: new Map(found), there: new Set(known.keys()) };
}

/** As a week begins, of the one before it. `monday`: on which it begins. */
export async function tellOfAbove(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  workspaceId: string,
  monday: LocalDate,
): Promise<void> {
  const now = services.clock.now();
  const week = addLocalDays(monday, -7);
  const running = (await runningPrograms(tx, workspaceId)).map(({ program }) => program.id);
  const seats = await seatsByProgram(tx, workspaceId, running, seatDay(now));
  const { found, there } = await aboveByProgram(tx, workspaceId, seats, { week, now });
  for (const programId of found.keys())
    for (const personId of keepersAmong(seats.get(programId) ?? [], (id) => !there.has(id)))
      await enqueue(tx, services, aboveKind, {
        workspaceId,
        key: aboveKey(programId, week, personId),
        subject: { programId, week },
        to: { personId },
        notBefore: now,
        expiresAt: addMs(now, TOLD_FOR_MS),
      });
}
