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
  stillWanted: async (send, of) => (await weeklyDay(send, of)) !== null,
  async message(send, of) {
    const line = await lineOf(send, of);
    return { text: line.text?.text ?? "", blocks: [line] };
  },
  line: lineOf,
  why: async ({ reader }) => [textsFor(programTexts, reader).attention.why],
};

async function lineOf(send: SendContext, of: Subject) {
  const texts = textsFor(programTexts, send.reader).attention;
  const day = (await weeklyDay(send, of)) ?? "";
  return section(texts.line(day), commandButton(texts.choose, "preferences"));
}

/** The name of the weekday on which their weekly message comes; null: they have none. */
async function weeklyDay({ db, workspaceId, now, reader }: SendContext, { personId }: Subject): Promise<string | null> {
  const { weeklyOn, isAsItHappens } = (await slotFactsOf(db, workspaceId, [personId], now)).get(personId) ?? {};
  if (!weeklyOn || isAsItHappens) return null;
  const date = addLocalDays(mondayOf(localDateOf(now, "UTC")), WEEKDAYS.indexOf(weeklyOn));
  const formatted = new Intl.DateTimeFormat(reader.locale, { weekday: "long", timeZone: "UTC" });
  return formatted.format(new Date(instantOf(date, "12:00", "UTC")));
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
