/** Messages to leads and deputies: that they were named, that the lead is away. */

import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import type { MessageKind, SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import { type Absence, absenceGone, findAbsence } from "../people/absences.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { longDate, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf } from "../platform/time.ts";
import { lineOf, plainSection } from "../slack/blocks.ts";
import { startedMessage } from "./program-started-message.ts";
import { isRunning, type Program, programOf } from "./programs.ts";
import { isLeadRole, listSeatsInRoleOn, listSeatsOfPerson, type Seating, seatDay } from "./seats.ts";
import { programTexts } from "./texts.ts";

/** Tells a new lead or deputy at once what comes next, unless they took the role themselves. */
export async function announceLeading(
  { db: tx, actor, ...stamps }: ActorContext<Tx>,
  { program, given }: { program: Program; given: readonly Seating[] },
): Promise<void> {
  const { workspace_id: workspaceId, id: programId } = program;
  const { id: byId } = actor;
  const now = stamps.clock.now();
  for (const { role, personId } of given)
    if (isLeadRole(role) && personId !== byId)
      await enqueue(tx, stamps, leadingKind, {
        workspaceId,
        key: `program:${programId}:${role}:${personId}:${now}`,
        subject: { programId, role, personId, byId },
        to: { personId },
        notBefore: now,
      });
}

const leadingSubject = z.strictObject({
  programId: z.string(),
  role: z.enum(["lead", "deputy"]),
  personId: z.string(),
  byId: z.string(),
});

export const leadingKind: MessageKind<z.infer<typeof leadingSubject>> = {
  kind: "program-lead",
  subject: leadingSubject,
  about: ({ programId, byId }) => ({ program: programId, person: byId }),
  priority: 10,
  contact: "notice",
  lane: "now",
  stillWanted: async ({ db, workspaceId }, { programId }) => isRunning(db, workspaceId, programId),
  async message({ db, workspaceId, reader, now, events }, { programId, role, personId, byId }) {
    const program = await programOf(db, workspaceId, programId);
    const { name: by } = await getPerson(db, workspaceId, byId);
    const started = { program, reader, readerId: personId, event: role, by };
    return startedMessage({ clock: { now: () => now }, events }, db, started);
  },
};

/** Deputies of a lead who is away, or is away on other days than they read. Idempotent. */
export async function notifyDeputies(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  { workspace_id: workspaceId, id: absenceId, person_id: leadId, from_date: from }: Absence,
): Promise<void> {
  const now = services.clock.now();
  const day = from > seatDay(now) ? from : seatDay(now);
  for (const { role, program_id: programId } of await listSeatsOfPerson(tx, workspaceId, leadId)) {
    if (role !== "lead") continue;
    const program = { workspace_id: workspaceId, id: programId };
    for (const { person_id: personId } of await listSeatsInRoleOn(tx, program, "deputy", day)) {
      const key = `lead-away:${absenceId}:${programId}:${personId}`;
      if ((await enqueueUpdate(tx, services, { workspaceId, key })) === "updated") continue;
      const subject = { absenceId, programId, personId };
      await enqueue(tx, services, leadAwayKind, { workspaceId, key, subject, to: { personId }, notBefore: now });
    }
  }
}

const awaySubject = z.strictObject({ absenceId: z.string(), programId: z.string(), personId: z.string() });
type AwaySubject = z.infer<typeof awaySubject>;

export const leadAwayKind: MessageKind<AwaySubject> = {
  kind: "lead-away",
  subject: awaySubject,
  about: ({ absenceId, programId }) => ({ absence: absenceId, program: programId }),
  priority: 30,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["program whose lead is away", "programs whose leads are away"],
      fr: ["programme dont le responsable est absent", "programmes dont le responsable est absent"],
    }),
  },
  /** The day after the absence began is too late. */
  async neededBy({ db, workspaceId }, { absenceId }) {
    const absence = await findAbsence(db, workspaceId, absenceId);
    if (!absence) return null;
    const { from_date: from, person_id: leadId } = absence;
    const { zone } = await getPerson(db, workspaceId, leadId);
    return instantOf(addLocalDays(from, 1), "00:00", zone);
  },
  async stillWanted({ db, workspaceId, now }, { absenceId, programId, personId }) {
    const absence = await findAbsence(db, workspaceId, absenceId);
    if (!absence) return false;
    const { zone } = await getPerson(db, workspaceId, absence.person_id);
    if (absence.until_date < localDateOf(now, zone) || absence.until_date < absence.from_date) return false;
    // Whoever covers has a message of their own.
    return absence.delegate_person_id !== personId && isRunning(db, workspaceId, programId);
  },
  async message(send, subject) {
    const sentence = await awaySentence(send, subject);
    return { text: lineOf(sentence), blocks: [plainSection(sentence)] };
  },
  line: async (send, subject) => plainSection(await awaySentence(send, subject)),
  since: {},
};

async function awaySentence({ db, workspaceId, reader }: SendContext, { absenceId, programId }: AwaySubject) {
  const absence = await findAbsence(db, workspaceId, absenceId);
  if (!absence) return absenceGone(reader);
  const { from_date: from, until_date: until, delegate_person_id: coverId } = absence;
  const { name } = await getPerson(db, workspaceId, absence.person_id);
  const texts = textsFor(programTexts, reader).leadAway;
  if (until < from) return texts.cancelled(name);
  const { title } = await programOf(db, workspaceId, programId);
  const cover = coverId === null ? null : (await getPerson(db, workspaceId, coverId)).name;
  return texts.away({ name, title, from: longDate(reader, from), until: longDate(reader, until), cover });
}
