import { z } from "zod";
import { type MessageKind, readingNow, type SendContext } from "../../delivery/kinds.ts";
import { enqueue } from "../../delivery/use-cases.ts";
import { actById, type TwoPersonAct } from "../../people/two-person-acts/use-cases.ts";
import { peopleByIds } from "../../people/use-cases.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Services } from "../../platform/services.ts";
import { lineOf, plainSection } from "../../platform/slack/blocks.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { askedLine, type ShownAct, toldOf } from "./blocks.ts";
import { actTexts } from "./texts.ts";

/** `aboutId`: whom it is about, so that it is found when they are erased. */
const actSubject = z.strictObject({ actId: z.string(), aboutId: z.string() });
type ActSubject = z.infer<typeof actSubject>;

/** To whoever's word it waits for. */
export const actAskedKind: MessageKind<ActSubject> = {
  kind: "act-asked",
  subject: actSubject,
  priority: 30,
  contact: "prompt",
  slot: "morning",
  stillWanted: async (send, subject) => isAsked(await shownIn(send, subject), send.now),
  async message(send, subject) {
    const line = await askedOrTold(send, subject);
    return { text: lineOf(line.text?.text ?? ""), blocks: [line] };
  },
  line: askedOrTold,
  why: async ({ reader }) => [textsFor(actTexts, reader).whyTold],
  since: {},
};

/** To whoever asked, after a refusal or when nobody answered; to those who hand it over that somebody asks for a copy of their data. */
export const actAnsweredKind: MessageKind<ActSubject> = {
  kind: "act-answered",
  subject: actSubject,
  priority: 40,
  contact: "notice",
  slot: "morning",
  stillWanted: async () => true,
  async message(send, subject) {
    const text = toldOf(readingNow(send), await shownIn(send, subject), "told");
    return { text: lineOf(text), blocks: [plainSection(text)] };
  },
  line: async (send, subject) => plainSection(toldOf(readingNow(send), await shownIn(send, subject), "told")),
};

async function askedOrTold(send: SendContext, subject: ActSubject) {
  const [shown, reader] = [await shownIn(send, subject), readingNow(send)];
  return isAsked(shown, send.now) ? askedLine(reader, shown) : plainSection(toldOf(reader, shown, "since"));
}

function isAsked({ act }: ShownAct, now: string): boolean {
  return act.state === "asked" && act.ends_at > now;
}

async function shownIn({ db, workspaceId }: SendContext, { actId }: ActSubject): Promise<ShownAct> {
  const act = await actById(db, workspaceId, actId);
  if (!act) throw new Error(`There is no act ${actId}`);
  return shownAct(db, act);
}

export async function shownAct(db: Db | Tx, act: TwoPersonAct): Promise<ShownAct> {
  const aboutId = personAbout(act);
  const ids = [act.asked_by, act.answered_by, aboutId].filter((id) => id !== null);
  const people = await peopleByIds(db, act.workspace_id, ids);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  const person = people.find(({ id, erased_at: at }) => id === aboutId && at === null);
  const about = aboutId === null ? act.subject || null : (person?.name ?? null);
  return {
    act,
    by: nameOf(act.asked_by),
    about,
    handle: person?.handle ?? "",
    answeredBy: nameOf(act.answered_by) ?? "",
  };
}

function personAbout({ kind, subject }: TwoPersonAct): string | null {
  return kind === "export-names" || kind === "export-register" ? null : subject;
}

export async function tellOfAct(
  tx: Tx,
  services: Pick<Services, "clock" | "ids">,
  act: TwoPersonAct,
  toIds: readonly string[],
): Promise<void> {
  const kind = act.state === "asked" ? actAskedKind : actAnsweredKind;
  for (const personId of toIds)
    await enqueue(tx, services, kind, {
      workspaceId: act.workspace_id,
      key: `${kind.kind}:${act.id}:${personId}`,
      subject: { actId: act.id, aboutId: personAbout(act) ?? "" },
      to: { personId },
      notBefore: services.clock.now(),
    });
}
