/** How silent a week of daily rounds was, to the lead alone: one line for the week, not one for each day. */
import { z } from "zod";
import { cadenceTitle } from "../../cadences/naming.ts";
import { cadenceOf, listParticipants } from "../../cadences/use-cases.ts";
import type { MessageKind, SendContext } from "../../delivery/kinds.ts";
import { mayTellRate } from "../../people/rules-rates.ts";
import { lineOf, section } from "../../platform/slack/blocks.ts";
import { shortDate, textsFor } from "../../platform/texts/language.ts";
import { addLocalDays } from "../../platform/time.ts";
import { programOf } from "../../programs/use-cases.ts";
import { checkInTexts } from "../texts.ts";
import { contactTexts } from "../texts-contact.ts";
import { listRoundsBetween } from "./repository.ts";
import { listPrompts, type Prompt } from "./repository-prompts.ts";
import { weekOfSilence } from "./rules.ts";

/** `monday`: the first day of the week. */
const subject = z.strictObject({ cadenceId: z.string(), leadId: z.string(), monday: z.string() });
type Subject = z.infer<typeof subject>;

export const silentWeekKind: MessageKind<Subject> = {
  kind: "silent-week",
  subject,
  priority: 50,
  contact: "notice",
  slot: "monday",
  isOver: async () => true,
  async stillWanted(send, of) {
    const { week, program } = await weekOf(send, of);
    return program.state === "active" && week.answered < week.asked;
  },
  async message(send, of) {
    const line = await sentence(send, of);
    return { text: line, blocks: [section(line)] };
  },
  line: async (send, of) => section(await sentence(send, of)),
  async why(send, of) {
    const { program } = await weekOf(send, of);
    return [textsFor(contactTexts, send.reader).why.silent(program.title)];
  },
};

async function sentence(send: SendContext, of: Subject): Promise<string> {
  const { reader } = send;
  const texts = textsFor(checkInTexts, reader).silentWeek;
  const { cadence, week } = await weekOf(send, of);
  const title = await cadenceTitle(send.db, cadence, reader);
  const total = mayTellRate(week.people) ? week.asked : null;
  return lineOf(texts.came(title.cadence, title.program, shortDate(reader, of.monday), week.answered, total));
}

async function weekOf({ db, workspaceId, now }: SendContext, { cadenceId, leadId, monday }: Subject) {
  const cadence = await cadenceOf(db, workspaceId, cadenceId);
  const program = await programOf(db, workspaceId, cadence.program_id);
  const participants = await listParticipants(db, cadence, { clock: { now: () => now } });
  const ids = new Set(participants.map(({ id }) => id));
  const rounds = await listRoundsBetween(db, workspaceId, cadenceId, { from: monday, until: addLocalDays(monday, 6) });
  const prompts: Prompt[] = [];
  for (const { id } of rounds) prompts.push(...(await listPrompts(db, workspaceId, id)));
  return { cadence, program, week: weekOfSilence(prompts, ids, leadId) };
}
