/** What Drumbeat asks of sponsors and committees, told to each of them once, before anything else is. */
import { z } from "zod";
import type { MessageKind, SendContext } from "../delivery/kinds.ts";
import { enqueueToAll } from "../delivery/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { section } from "../platform/slack/blocks.ts";
import { commandButton } from "../platform/slack/commands.ts";
import { textsFor } from "../platform/texts/language.ts";
import { addLocalDays, instantOf, localDateOf, mondayOf, WEEKDAYS } from "../platform/time.ts";
import type { Seating } from "./rules-program.ts";
import { programTexts } from "./texts.ts";
import { slotFactsOf } from "./use-cases-slots.ts";

const subject = z.strictObject({ personId: z.string() });
type Subject = z.infer<typeof subject>;

export const attentionKind: MessageKind<Subject> = {
  kind: "attention",
  subject,
  priority: 12,
  contact: "notice",
  slot: "weekly",
  stillWanted: async (send, of) => (await weeklyOf(send, of)) !== null,
  async message(send, of) {
    const line = await lineOf(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineOf,
  why: async ({ reader }) => [textsFor(programTexts, reader).attention.why],
};

async function lineOf(send: SendContext, of: Subject) {
  const texts = textsFor(programTexts, send.reader).attention;
  const { day = "", isAll = true } = (await weeklyOf(send, of)) ?? {};
  const line = isAll ? texts.line(day) : `${texts.line(day)} ${texts.besides}`;
  return section(line, commandButton(texts.choose, "preferences"));
}

/** The name of the weekday on which their weekly message comes, and whether nothing else comes to them; null: they have none. */
async function weeklyOf(
  { db, workspaceId, now, reader }: SendContext,
  { personId }: Subject,
): Promise<{ day: string; isAll: boolean } | null> {
  const facts = (await slotFactsOf(db, workspaceId, [personId], now)).get(personId);
  if (!facts?.weeklyOn || facts.isAsItHappens) return null;
  const { weeklyOn, isWeeklyOnly } = facts;
  const date = addLocalDays(mondayOf(localDateOf(now, "UTC")), WEEKDAYS.indexOf(weeklyOn));
  const formatted = new Intl.DateTimeFormat(reader.locale, { weekday: "long", timeZone: "UTC" });
  return { day: formatted.format(new Date(instantOf(date, "12:00", "UTC"))), isAll: isWeeklyOnly };
}

/** Those who are to decide, each once, however many roles they get. */
export async function tellWhatIsAsked(
  services: Pick<Services, "clock" | "ids">,
  tx: Tx,
  workspaceId: string,
  seatings: readonly Seating[],
): Promise<void> {
  const deciding = seatings.filter(({ role }) => role === "sponsor" || role === "steering");
  const personIds = [...new Set(deciding.map(({ personId }) => personId))];
  await enqueueToAll(
    tx,
    services,
    attentionKind,
    personIds.map((personId) => ({
      workspaceId,
      key: `attention:${personId}`,
      subject: { personId },
      to: { personId },
      notBefore: services.clock.now(),
    })),
  );
}
