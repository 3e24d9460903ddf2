/** Whom a keeper is to speak to this week, by name and program: a line of their Monday. */

import { z } from "zod";
import { countedNouns } from "../delivery/counted-nouns.ts";
import { type MessageKind, readerToday, type SendContext } from "../delivery/message-kind.ts";
import { enqueue, enqueueUpdate } from "../delivery/outbox.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, peopleByIds } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { list, textsFor } from "../platform/texts/language.ts";
import { addLocalDays, instantOf, type LocalDate, localDateOf, mondayOf } from "../platform/time.ts";
import { runningPrograms } from "../programs/programs.ts";
import { escapeMrkdwn, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { contactsDue, listPeople } from "./stakeholders.ts";
import { peopleTexts } from "./stakeholders-texts.ts";

const LONGEST_NAME = 60;
const MOST_NAMED = 5;

const subjectSchema = z.strictObject({ personId: z.string(), on: z.string() });
type Subject = z.infer<typeof subjectSchema>;

/** `on`: the Monday. */
export const contactsDueKind: MessageKind<Subject> = {
  kind: "contacts-due",
  subject: subjectSchema,
  about: ({ personId }) => ({ itemsOf: personId }),
  priority: 55,
  contact: "notice",
  lane: "morning",
  many: {
    words: countedNouns({
      en: ["list of contacts due", "lists of contacts due"],
      fr: ["liste de contacts à prendre", "listes de contacts à prendre"],
    }),
  },
  stillWanted: async (send, subject) => (await dueNow(send, subject)).length > 0,
  async message(send, subject) {
    const line = await lineOf(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineOf,
  why: async ({ reader }) => [textsFor(peopleTexts, reader).week.why],
  since: {},
};

async function lineOf(send: SendContext, subject: Subject) {
  const reader = readerToday(send);
  const texts = textsFor(peopleTexts, reader).week;
  const due = await dueNow(send, subject);
  if (due.length === 0) return section(texts.none);
  const groups = due.map(({ program, lines }) => {
    const names = lines.slice(0, MOST_NAMED).map(({ called }) => shorten(called, LONGEST_NAME));
    const others = lines.length > MOST_NAMED ? [`+${lines.length - MOST_NAMED}`] : [];
    return texts.inProgram(list(reader, [...names, ...others]), shorten(program.title, LONGEST_NAME));
  });
  const programs = groups.slice(0, MOST_NAMED).join("; ");
  return section(escapeMrkdwn(texts.due(programs)), commandButton(texts.open, "people due"));
}

async function dueNow({ db, events, workspaceId, now }: SendContext, { personId }: Subject) {
  return contactsDue({ db, events, clock: { now: () => now } }, await getPerson(db, workspaceId, personId));
}

/** As a week begins: to each keeper of a contact that is due in it. What was due before was in the line of its own week. */
export async function sendContactsDue(
  services: Services,
  tx: Tx,
  { workspaceId, monday }: { workspaceId: string; monday: LocalDate },
): Promise<void> {
  const programs = (await runningPrograms(tx, workspaceId)).map(({ program }) => program.id);
  const people = await listPeople(tx, workspaceId, ...programs);
  const due = people.filter(({ due_on: on }) => on && mondayOf(on) === monday);
  const ownerIds = new Set(due.flatMap(({ owner_id: id }) => id ?? []));
  for (const { id: personId, zone } of await peopleByIds(tx, workspaceId, [...ownerIds]))
    await enqueue(tx, services, contactsDueKind, {
      workspaceId,
      key: keyOf(personId, monday),
      subject: { personId, on: monday },
      to: { personId },
      notBefore: instantOf(monday, "00:00", zone),
      expiresAt: instantOf(addLocalDays(monday, 7), "00:00", zone),
    });
}

/** The line of this week says who is left. */
export async function correctContactsDue({ db: tx, actor: owner, ...stamps }: ActorContext<Tx>): Promise<void> {
  const monday = mondayOf(localDateOf(stamps.clock.now(), owner.zone));
  await enqueueUpdate(tx, stamps, { workspaceId: owner.workspace_id, key: keyOf(owner.id, monday) });
}

function keyOf(personId: string, monday: LocalDate): string {
  return `contacts-due:${personId}:${monday}`;
}
