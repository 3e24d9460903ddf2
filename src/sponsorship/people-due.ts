/** Contacts that are due: a line in the keeper's morning message with their number and no name, and a view with them. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../delivery/kinds.ts";
import { enqueue, enqueueUpdate } from "../delivery/use-cases.ts";
import { type Person, personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { addMs, DAY, type LocalDate, localDateOf } from "../platform/time.ts";
import { actions, button, context, escapeMrkdwn, plain, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { countDue, type PersonLine } from "./people.ts";
import { isDue } from "./people-rules.ts";
import { peopleTexts } from "./people-texts.ts";
import { calledAt, roleOf, statementSaid } from "./people-words.ts";

/** With the id of the line behind it. */
export const TICK = "people.tick";
const MOST_DUE = 45;
const LONGEST_TITLE = 100;

/** Of one person over all programs, one tap each. */
export function dueView(reader: Reader & { today: LocalDate }, lines: readonly PersonLine[]): ModalView {
  const texts = textsFor(peopleTexts, reader);
  return {
    type: "modal",
    title: plain(texts.due.title),
    close: plain(texts.close),
    blocks: [
      context(lines.length === 0 ? texts.due.none : texts.due.head),
      ...lines.slice(0, MOST_DUE).map((line) => {
        const due = line.due_on === null ? [] : [shortDate(reader, line.due_on)];
        const when = isDue(line, reader.today) && line.due_on !== reader.today ? due.map(texts.wasDue) : [];
        const facts = [shorten(line.program, LONGEST_TITLE), statementSaid(reader, line), ...when].join(" · ");
        const said = `*${escapeMrkdwn(calledAt(line))}* · ${roleOf(reader, line.details)}\n${escapeMrkdwn(facts)}`;
        if (isDue(line, reader.today))
          return section(said, button(`${TICK}:${line.id}`, texts.due.spoke, { value: line.id }));
        return section(`${said}\n${texts.due.spoken(due[0] ?? null)}`);
      }),
      ...(lines.length > MOST_DUE ? [context(texts.more(lines.length - MOST_DUE))] : []),
      actions("people.all", commandButton(texts.due.open, "people")),
      context(texts.readers),
    ],
  };
}

const subjectSchema = z.strictObject({ personId: z.string(), on: z.string() });
type Subject = z.infer<typeof subjectSchema>;

/** Held for longer, such as by an absence, it comes with the next one. */
const WANTED_FOR_MS = 7 * DAY;

export const contactsDueKind: MessageKind<Subject> = {
  kind: "contacts-due",
  subject: subjectSchema,
  priority: 55,
  contact: "notice",
  slot: "morning",
  stillWanted: async (send, subject) => (await dueIn(send, subject)) > 0,
  async message(send, subject) {
    const line = await lineIn(send, subject);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineIn,
  why: async ({ reader }) => [textsFor(peopleTexts, reader).line.why],
  since: {},
};

async function lineIn(send: SendContext, subject: Subject) {
  const texts = textsFor(peopleTexts, readingNow(send)).line;
  const count = await dueIn(send, subject);
  return count === 0 ? section(texts.none) : section(texts.due(count), commandButton(texts.open, "people due"));
}

async function dueIn({ db, events, workspaceId, now }: SendContext, { personId }: Subject): Promise<number> {
  return countDue({ db, events, clock: { now: () => now } }, await personById(db, workspaceId, personId));
}

export async function tellOfDue(
  services: Services,
  tx: Tx,
  { workspaceId, personId, on }: { workspaceId: string; personId: string; on: LocalDate },
): Promise<void> {
  const now = services.clock.now();
  await enqueue(tx, services, contactsDueKind, {
    workspaceId,
    key: keyOf(personId, on),
    subject: { personId, on },
    to: { personId },
    notBefore: now,
    expiresAt: addMs(now, WANTED_FOR_MS),
  });
}

/** The line of today says how many are still due. */
export async function correctDue(services: Services, tx: Tx, keeper: Person): Promise<void> {
  const on = localDateOf(services.clock.now(), keeper.zone);
  await enqueueUpdate(tx, services, { workspaceId: keeper.workspace_id, key: keyOf(keeper.id, on) });
}

function keyOf(personId: string, on: LocalDate): string {
  return `contacts-due:${personId}:${on}`;
}
