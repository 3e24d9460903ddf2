/** What is said in one line of those daily check-ins that are answered in one form. */
import type { KnownBlock } from "@slack/types";
import type { Line, SendContext } from "../../delivery/kinds.ts";
import { type Person, readerOf } from "../../people/use-cases.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { dueWords } from "../blocks.ts";
import { isPlanUnchanged } from "../form/rules.ts";
import { findCheckIn } from "../repository-check-ins.ts";
import { hasPlanToKeep, type RoundContext, roundView } from "../rounds/context.ts";
import type { Prompt } from "../rounds/repository-prompts.ts";
import { contactTexts } from "../texts-contact.ts";
import type { OpenCheckIn } from "../use-cases-choosing.ts";
import { answeredLine, type DayPrompt, openLine } from "./blocks.ts";
import { sharing } from "./rules.ts";

interface Member {
  prompt: Prompt;
  context: RoundContext;
  /** Null: neither asked any more nor answered. */
  is: "open" | "answered" | null;
}

/**
 * A line for those that share a form, at the place of the first of them; for each other one what `lineOf` makes. `besides`:
 * what stands below the line of each.
 */
export async function linesOfDay(
  send: Pick<SendContext, "db" | "reader" | "now">,
  members: readonly Member[],
  {
    lineOf,
    besides,
  }: { lineOf: (member: Member) => Promise<Line>; besides: (member: Member) => Promise<KnownBlock[]> },
): Promise<Line[]> {
  const together = {
    open: sharing(members.filter(({ is }) => is === "open")),
    answered: sharing(members.filter(({ is }) => is === "answered")),
  };
  const lines: Line[] = [];
  const told = new Set<Member>();
  for (const member of members) {
    if (told.has(member)) continue;
    const group = member.is === null ? [] : together[member.is];
    const own = group.includes(member) ? group : [member];
    const line = !group.includes(member)
      ? await lineOf(member)
      : await (member.is === "open" ? openLineOf(send, group) : answeredLineOf(send, group));
    const below: KnownBlock[] = [];
    for (const one of own) {
      below.push(...(await besides(one)));
      told.add(one);
    }
    lines.push([line, below].flat());
  }
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
  const prompts = group.map((one) =>
    promptIn(reader, one, dueWords(reader, { dueAt: one.prompt.due_at, isOverdue: one.prompt.due_at < now })),
  );
  for (const { prompt, context } of group)
    if (!(await hasPlanToKeep(db, prompt, context))) return openLine(reader, prompts, false);
  return openLine(reader, prompts, true);
}

async function answeredLineOf({ db, reader }: Pick<SendContext, "db" | "reader">, group: readonly OpenCheckIn[]) {
  const texts = textsFor(contactTexts, reader);
  const prompts: DayPrompt[] = [];
  for (const { prompt, context } of group) {
    const { round, program } = roundView(context, reader);
    const checkIn = await findCheckIn(db, prompt.workspace_id, prompt.round_id, prompt.person_id);
    const state = texts[checkIn && isPlanUnchanged(checkIn) ? "unchanged" : "answered"](round);
    prompts.push({ promptId: prompt.id, program, state });
  }
  return answeredLine(reader, prompts);
}

function promptIn(reader: Reader, { prompt, context }: OpenCheckIn, due: string): DayPrompt {
  const { program, round } = roundView(context, reader);
  return { promptId: prompt.id, program, state: `${round} · ${due}` };
}
