/** What a former and a new owner read of items that were reassigned because a role ended. */
import type { SectionBlock } from "@slack/types";
import { z } from "zod";
import { type MessageKind, registered, type SendContext } from "../delivery/kinds.ts";
import { enqueue } from "../delivery/outbox.ts";
import { peopleByIds, personById } from "../people/use-cases.ts";
import type { Tx } from "../platform/database.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { isRunning, programOf } from "../programs/programs.ts";
import { button, lineOf, plainSection } from "../slack/blocks.ts";
import { TYPES } from "./details.ts";
import { itemIds } from "./ids.ts";
import { type Item, listItems } from "./repository.ts";
import { redacted } from "./rules.ts";
import { registerTexts } from "./texts.ts";
import { titleLine } from "./words.ts";

export interface Reassigned {
  item: Item;
  from: string;
  to: string;
  because: "role" | "left" | "named" | "led";
}

const MOST_SHOWN = 10;

const subjectSchema = z.strictObject({
  programId: z.string(),
  /** To whoever has them now, or to whoever had them. */
  as: z.enum(["new", "former"]),
  personId: z.string(),
  fromId: z.string(),
  because: z.enum(["role", "left", "named", "led"]),
  /** None: that the role has ended is all. */
  itemIds: z.array(z.string()).max(MOST_SHOWN),
  more: z.int().min(0),
});
type Subject = z.infer<typeof subjectSchema>;

const kind: MessageKind<Subject> = {
  kind: "handed-on",
  subject: subjectSchema,
  priority: 20,
  contact: "notice",
  lane: "morning",
  async stillWanted(send, subject) {
    if (!(await isRunning(send.db, send.workspaceId, subject.programId))) return false;
    return subject.itemIds.length === 0 || (await shownOf(send, subject)).items.length > 0;
  },
  async message(send, subject) {
    const shown = await shownOf(send, subject);
    return { text: lineOf(introOf(send.reader, shown)), blocks: [reassignedLine(send.reader, shown)] };
  },
  line: async (send, subject) => reassignedLine(send.reader, await shownOf(send, subject)),
  async why({ db, workspaceId, reader }, { programId, as }) {
    const { title } = await programOf(db, workspaceId, programId);
    return [textsFor(registerTexts, reader).roleEnds.why[as](title)];
  },
};

export const reassignedKind = registered(kind);

interface ReassignedShown extends Pick<Subject, "as" | "because" | "more"> {
  program: string;
  from: string;
  /** `owner`: who has it now. */
  items: readonly { item: Item; owner: string }[];
}

/** As things stand when it is sent: what is closed, or has gone on from the new owner, is left out. */
async function shownOf(
  { db, workspaceId }: SendContext,
  { programId, personId, as, because, fromId, itemIds, more }: Subject,
): Promise<ReassignedShown> {
  const { title } = await programOf(db, workspaceId, programId);
  const named = await listItems(db, workspaceId, { ids: itemIds });
  const shown = as === "new" ? named.filter((item) => item.owner_id === personId) : named;
  const ids = new Set([fromId, ...shown.flatMap(({ owner_id }) => owner_id ?? [])]);
  const people = await peopleByIds(db, workspaceId, [...ids]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    ...{ as, because, more, program: title, from: names.get(fromId) ?? "" },
    items: shown.map((item) => ({ item: redacted(item), owner: names.get(item.owner_id ?? "") ?? "" })),
  };
}

function reassignedLine(reader: Reader, shown: ReassignedShown): SectionBlock {
  const { button: buttons, roleEnds: texts } = textsFor(registerTexts, reader);
  const titles = shown.items.map(({ item, owner }) => {
    if (shown.as === "former") return texts.now(titleLine(item), owner);
    const due = item.due_on === null ? [] : [texts.due(shortDate(reader, item.due_on))];
    return [titleLine(item), ...due].join(" · ");
  });
  const more = shown.more > 0 ? [texts.more(shown.more)] : [];
  const mine = shown.as === "new" ? button(itemIds.mine, buttons.mine) : undefined;
  return plainSection([introOf(reader, shown), ...titles, ...more].join("\n"), mine);
}

function introOf(reader: Reader, { as, because, from, program, items }: ReassignedShown): string {
  const texts = textsFor(registerTexts, reader).roleEnds;
  if (as === "former" && because === "led") return texts.toLead(program);
  if (as === "former" && items.length === 0) return texts.ended(program);
  return as === "former" ? texts.former(program) : texts.new[because](from, program);
}

/** Whoever gets a request reads it in a message of its own. `left`: those who read that their role has ended. */
export async function tellOfReassigned(
  services: Services,
  tx: Tx,
  program: { workspace_id: string; id: string },
  all: readonly Reassigned[],
  left: readonly string[],
): Promise<void> {
  const reassigned = all.filter(({ item }) => !TYPES[item.type].isPrivate);
  const now = services.clock.now();
  const tell = async (as: Subject["as"], personId: string, theirs: readonly Reassigned[]) => {
    const [first] = theirs;
    const ids = theirs.slice(0, MOST_SHOWN).map(({ item }) => item.id);
    const { from: fromId, because } = first ?? { from: personId, because: "role" as const };
    const subject = { programId: program.id, as, personId, fromId, because, itemIds: ids };
    await enqueue(tx, services, kind, {
      workspaceId: program.workspace_id,
      key: `handed-on:${as}:${personId}:${first?.item.id ?? program.id}:${now}`,
      subject: { ...subject, more: theirs.length - ids.length },
      to: { personId },
      notBefore: now,
    });
  };
  for (const group of Map.groupBy(reassigned, ({ from, to }) => `${from} ${to}`).values()) {
    const others = group.filter(({ item }) => item.type !== "ask");
    if (others.length > 0) await tell("new", group[0]?.to ?? "", others);
  }
  const had = Map.groupBy(reassigned, ({ from }) => from);
  for (const personId of new Set([...had.keys(), ...left])) {
    const former = await personById(tx, program.workspace_id, personId);
    if (former.is_deactivated === 0) await tell("former", personId, had.get(personId) ?? []);
  }
}
