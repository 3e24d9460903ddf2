/** What somebody does first who has no program. */

import { z } from "zod";
import type { MessageKind } from "../delivery/kinds.ts";
import { type Person, readerOf } from "../people/use-cases.ts";
import { adminNames } from "../people/use-cases-settings.ts";
import type { Db } from "../platform/database.ts";
import { list, type Reader, textsFor, whomToAsk } from "../platform/texts/language.ts";
import { actions, escapeMrkdwn, lineOf, plainSection, section, shorten } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import { mayCreateProgram } from "./creating.ts";
import { programTexts } from "./texts.ts";
import { closedProgramsOf, hasPrograms } from "./use-cases.ts";

/** The first step to take, for somebody who has no program: in a workspace without any, how it all begins. */
export async function firstStep(db: Db, person: Person): Promise<Message> {
  const reader = readerOf(person);
  if (!(await mayCreateProgram(db, person)))
    return firstStepMessage(reader, { kind: "must-ask", admins: await adminNames(db, person.workspace_id) });
  if (!(await hasPrograms(db, person.workspace_id))) return firstStepMessage(reader, { kind: "may-create" });
  return firstStepMessage(reader, { kind: "stranger", closed: await closedProgramsOf(db, person) });
}

const MOST_CLOSED = 5;
const LONGEST_CLOSED = 100;

/** What somebody sees who has nothing yet: what Drumbeat is, the first step and one button. */
export function firstStepMessage(
  reader: Reader,
  who:
    | { kind: "may-create" }
    | { kind: "stranger"; closed: readonly string[] }
    | { kind: "must-ask"; admins: readonly string[] },
): Message {
  const texts = textsFor(programTexts, reader).first;
  if (who.kind === "must-ask") {
    const line = lineOf(texts.ask(whomToAsk(reader, who.admins)));
    return { text: line, blocks: [section(line)] };
  }
  const create = actions("first", commandButton(texts.create, "program new", { primary: true }));
  if (who.kind === "stranger") {
    const closed = who.closed.slice(0, MOST_CLOSED).map((title) => shorten(title, LONGEST_CLOSED));
    const over = closed.length === 0 ? [] : [texts.closed(list(reader, closed), closed.length)];
    return {
      text: [...over.map(escapeMrkdwn), texts.none].join(" "),
      blocks: [...over.map((line) => plainSection(line)), section(texts.none), create],
    };
  }
  return { text: texts.text, blocks: [section(texts.text), section(texts.step), create] };
}

const firstRunSubject = z.strictObject({});

/** The first thing that an admin reads in a workspace with nothing in it. */
export const firstRunKind: MessageKind<z.infer<typeof firstRunSubject>> = {
  kind: "first-run",
  subject: firstRunSubject,
  priority: 0,
  contact: "reply",
  lane: "now",
  stillWanted: async ({ db, workspaceId }) => !(await hasPrograms(db, workspaceId)),
  message: async ({ reader }) => firstStepMessage(reader, { kind: "may-create" }),
};
