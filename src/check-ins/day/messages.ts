/** What is said in one line of those daily check-ins that are answered in one form. */
import type { KnownBlock } from "@slack/types";
import type { Line, SendContext } from "../../delivery/kinds.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { dueWords } from "../blocks.ts";
import type { OpenCheckIn } from "../choosing.ts";
import { hasPlanToKeep, roundView } from "../rounds/context.ts";
import { sharing } from "./rules.ts";
import { openLine } from "./view.ts";

/** A line for those that are asked and share a form, at the place of the first of them; for each other one what `lineOf` makes. */
export async function linesOfDay(
  send: Pick<SendContext, "db" | "reader" | "now">,
  members: readonly OpenCheckIn[],
  { isOpen, lineOf }: { isOpen: (member: OpenCheckIn) => boolean; lineOf: (member: OpenCheckIn) => Promise<Line> },
): Promise<Line[]> {
  const together = sharing(members.filter(isOpen));
  const lines: Line[] = [];
  for (const member of members)
    if (!together.includes(member)) lines.push(await lineOf(member));
    else if (member === together[0]) lines.push(await openLineOf(send, together));
  return lines;
}

/** What *Check in now* offers before each alone; nothing where fewer than two share a form. */
export async function dayToChoose(
  { db, clock }: { db: Db; clock: Pick<Clock, "now"> },
  person: Person,
  open: readonly OpenCheckIn[],
): Promise<KnownBlock[]> {
  const own = open.filter(({ prompt }) => prompt.person_id === person.id && prompt.state !== "skipped");
  const together = sharing(own);
  return together.length === 0 ? [] : openLineOf({ db, reader: readerOf(person), now: clock.now() }, together);
}

async function openLineOf(
  { db, reader, now }: Pick<SendContext, "db" | "reader" | "now">,
  group: readonly OpenCheckIn[],
): Promise<KnownBlock[]> {
  const prompts = group.map(({ prompt, context }) => {
    const { program, round } = roundView(context, reader);
    return { promptId: prompt.id, program, state: `${round} · ${dueWords(reader, prompt, now)}` };
  });
  for (const { prompt, context } of group)
    if (!(await hasPlanToKeep(db, prompt, context))) return openLine(reader, prompts, false);
  return openLine(reader, prompts, true);
}
